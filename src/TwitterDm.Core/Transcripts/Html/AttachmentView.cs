using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>An attachment: a picture, a player, a link to a file, or a note that the file is not there.</summary>
internal static class AttachmentView
{
    private const int MaxName = 80;
    private const int MaxDescription = 2000;

    // What a browser shows without running anything of it. Everything else is only linked.
    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp"];
    private static readonly string[] Videos = ["video/mp4", "video/webm", "video/quicktime", "video/ogg"];
    private static readonly string[] Sounds =
    [
        "audio/mpeg",
        "audio/mp4",
        "audio/ogg",
        "audio/wav",
        "audio/webm",
        "audio/aac",
        "audio/flac",
        "audio/x-m4a",
    ];

    public static void Write(HtmlPage page, TranscriptAttachment attachment)
    {
        var type = attachment.ContentType ?? string.Empty;
        if (attachment.Path is null || attachment.Link is { } link && !Anchor.IsBeside(link))
            WriteMissing(page, attachment.Media);
        else if (Pictures.Contains(type, StringComparer.Ordinal))
            WritePicture(page, attachment, type);
        else if (Videos.Contains(type, StringComparer.Ordinal))
            WritePlayer(page, attachment, type, "video");
        else if (Sounds.Contains(type, StringComparer.Ordinal))
            WritePlayer(page, attachment, type, "audio");
        else
            WriteFile(page, attachment);
    }

    private static void WritePicture(HtmlPage page, TranscriptAttachment attachment, string type)
    {
        var (media, alt) = (attachment.Media, AltOf(attachment.Media));
        page.Write($"<p class=\"f\"><img alt=\"{alt}\" title=\"{alt}\" decoding=\"async\"");
        if (media is { Width: > 0, Height: > 0 })
            page.Write($" width=\"{Pixels(media.Width.Value)}\" height=\"{Pixels(media.Height.Value)}\"");
        page.WriteLiteral(attachment.IsEmbedded ? " src=\"" : " loading=\"lazy\" src=\"");
        MediaSourceText.Write(page, attachment, type);
        page.Write($"\"></p>\n");
    }

    private static void WritePlayer(HtmlPage page, TranscriptAttachment attachment, string type, string element)
    {
        page.WriteLiteral($"<p class=\"f\"><{element}");
        page.Write($" controls preload=\"metadata\" aria-label=\"{AltOf(attachment.Media)}\"");
        if (element is "video" && attachment.Media is { Width: > 0, Height: > 0 } media)
            page.Write($" width=\"{Pixels(media.Width.Value)}\" height=\"{Pixels(media.Height.Value)}\"");
        page.Write($" src=\"");
        MediaSourceText.Write(page, attachment, type);
        page.WriteLiteral($"\"></{element}></p>\n");
        page.Write($"<p class=\"note\"><bdi class=\"name\">{NameOf(attachment.Media)}</bdi> <span>{Describe(attachment)}</span></p>\n");
    }

    private static void WriteFile(HtmlPage page, TranscriptAttachment attachment)
    {
        var name = NameOf(attachment.Media);
        if (attachment.Link is { } link && ActiveFiles.Contains(link))
        {
            page.Write(
                $"<p class=\"file none\"><b><bdi>{name}</bdi></b> <span>{Describe(attachment)}. It is saved as <bdi>{Uri.UnescapeDataString(link)}</bdi>, and not linked, because opening it could run what the sender put into it.</span></p>\n");
            return;
        }

        page.Write($"<p class=\"file\"><a download=\"{SafeName(attachment.Media)}\" href=\"");
        MediaSourceText.Write(page, attachment, "application/octet-stream");
        page.Write($"\"><bdi>{name}</bdi></a> <span>{Describe(attachment)}</span></p>\n");
    }

    private static void WriteMissing(HtmlPage page, DmMedia media)
    {
        page.Write($"<p class=\"file none\"><b><bdi>{NameOf(media)}</bdi></b> <span>");
        if (Describe(media, media.Size) is { Length: > 0 } words)
            page.Write($"{words}. ");
        page.Write($"The file is not in this transcript.");
        if (!string.IsNullOrWhiteSpace(media.AltText))
        {
            page.Write($" Description: <bdi>");
            page.WriteText(media.AltText);
            page.Write($"</bdi>");
        }

        page.Write($"</span></p>\n");
    }

    private static string Describe(TranscriptAttachment attachment)
        => Describe(attachment.Media, MediaSourceText.LengthOf(attachment) ?? attachment.Media.Size);

    // The kind is said once, as the name of what has no other.
    private static string Describe(DmMedia media, long? size)
    {
        var parts = new List<string>();
        if (!string.IsNullOrEmpty(media.FileName))
            parts.Add(KindOf(media));
        if (media.Duration is { } duration)
            parts.Add(EnglishText.Duration(duration));
        if (size is { } bytes and >= 0)
            parts.Add(EnglishText.Size(bytes));
        return string.Join(", ", parts);
    }

    private static string AltOf(DmMedia media)
        => string.IsNullOrWhiteSpace(media.AltText) ? $"{KindOf(media)} without a description" : VisibleText.Of(media.AltText, MaxDescription);

    private static string NameOf(DmMedia media)
        => VisibleText.Of(media.FileName, MaxName) is { Length: > 0 } name ? name : KindOf(media);

    internal static string KindOf(DmMedia media) => media.Type switch
    {
        "photo" or "image" => "Photo",
        "animated_gif" or "gif" => "GIF",
        "video" => "Video",
        "audio" => "Audio",
        "svg" => "Drawing",
        "file" => "File",
        _ => "Attachment",
    };

    private static string Pixels(int count) => count.ToString(CultureInfo.InvariantCulture);

    // The name that a browser suggests for a file.
    private static string SafeName(DmMedia media)
    {
        var name = string.Concat(
                (media.FileName ?? string.Empty).Select(character =>
                    char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or ' ' ? character : '_'))
            .Trim('.', ' ', '_');
        return name.Length == 0 ? "attachment" : name[Math.Max(0, name.Length - MaxName)..];
    }
}
