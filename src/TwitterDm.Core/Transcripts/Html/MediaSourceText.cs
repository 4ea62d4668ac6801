using System.Buffers;
using System.Buffers.Text;
using TwitterDm.Storage;

namespace TwitterDm.Transcripts.Html;

/// <summary>Where the content of an attachment is: a relative address, or the content itself.</summary>
internal static class MediaSourceText
{
    // A multiple of three bytes becomes base64 without padding.
    private const int ChunkLength = 48 * 1024;

    /// <summary>Writes the address.</summary>
    /// <exception cref="IOException">A file that is embedded cannot be read.</exception>
    public static void Write(HtmlPage page, TranscriptAttachment attachment, string type)
    {
        if (attachment.Link is { } link)
        {
            page.Write($"{link}");
            return;
        }

        using var file = RegularFile.OpenShared(attachment.Path!, FileAccess.Read);
        page.Write($"data:{type};base64,");
        page.Flush();
        var bytes = ArrayPool<byte>.Shared.Rent(ChunkLength);
        var text = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(ChunkLength));
        try
        {
            Encode(file, page.Output, bytes.AsSpan(0, ChunkLength), text);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    /// <summary>The length of the file; null if it is unknown.</summary>
    public static long? LengthOf(TranscriptAttachment attachment)
    {
        try
        {
            return attachment.Path is { } path && new FileInfo(path) is { Exists: true } file ? file.Length : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Encode(FileStream file, Stream output, Span<byte> bytes, Span<byte> text)
    {
        int length;
        do
        {
            length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            Base64.EncodeToUtf8(bytes[..length], text, out _, out var written, isFinalBlock: length < bytes.Length);
            output.Write(text[..written]);
        }
        while (length == bytes.Length);
    }
}
