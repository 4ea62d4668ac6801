using TwitterDm.Media;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>Finds the files of attachments: where they were saved, or where an unpacked archive has them.</summary>
/// <param name="mediaPath">The full path of the folder in which they were saved; null for none.</param>
/// <param name="isEmbedded">Whether the transcript will contain the files; otherwise, it links to them.</param>
/// <param name="folder">The full path of the folder of the transcript, for links.</param>
/// <param name="canLink">Whether a link may show a path; one that may not be shown counts as a file that is missing.</param>
internal sealed class AttachmentFiles(string? mediaPath, bool isEmbedded, string folder, Func<DmEvent, DmMedia, string, bool> canLink)
{
    private const string PartialExtension = ".part";

    private Dictionary<string, string>? _saved;

    /// <summary>The attachments of an event, in their order.</summary>
    public IReadOnlyList<TranscriptAttachment> Of(DmEvent item)
        => item.Media.Count == 0 ? [] : [.. item.Media.Select(media => Of(item, media))];

    /// <summary>Whether the path of an attachment so far was not followed, because it is outside of the media folder.</summary>
    public bool HasPathOutside { get; private set; }

    private TranscriptAttachment Of(DmEvent item, DmMedia media)
    {
        foreach (var path in Candidates(item, media))
        {
            if (!TryOpen(path, out var contentType))
                continue;
            if (isEmbedded)
                return new(media, path, null, contentType);
            if (LinkTo(item, media, path) is { } link)
                return new(media, path, link, contentType);
        }

        return new(media, null, null, null);
    }

    // An imported event or a copy says what its file says, and that could name any file of this machine.
    private IEnumerable<string> Candidates(DmEvent item, DmMedia media)
    {
        if (mediaPath is not null)
        {
            _saved ??= FindSaved(mediaPath);
            if (_saved.TryGetValue(SavedMediaName.Of(item, media), out var saved)
                || _saved.TryGetValue(SavedMediaName.Of(null, media), out saved))
            {
                yield return Path.Combine(mediaPath, saved);
            }
        }

        if (media.LocalPath is not { } local || !LocalPaths.IsLocal(local) || !Path.IsPathFullyQualified(local))
            yield break;
        if (!item.MayBeEdited || IsInside(local))
            yield return local;
        else
            HasPathOutside = true;
    }

    // A link in the folder, also in place of a folder in it, can lead to any file, too.
    private bool IsInside(string path)
    {
        if (mediaPath is null)
            return false;
        var root = Path.TrimEndingDirectorySeparator(mediaPath);
        var full = Path.GetFullPath(path);
        if (!full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return false;
        for (var part = full; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (!IsNoLink(part))
                return false;
        }

        return true;
    }

    private static bool IsNoLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool TryOpen(string path, out string? contentType)
    {
        contentType = null;
        try
        {
            using var file = RegularFile.OpenHandle(path);
            Span<byte> head = stackalloc byte[ContentSignature.Length];
            var signature = ContentSignature.Of(head[..RandomAccess.Read(file, head, 0)]);
            contentType = ReferenceEquals(signature, ContentSignature.Unknown) ? null : signature.MediaType;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    // Relative, so that both can be moved together; null if that is impossible.
    private string? LinkTo(DmEvent item, DmMedia media, string path)
    {
        var relative = Path.GetRelativePath(folder, path);
        return Path.IsPathRooted(relative) || !canLink(item, media, relative)
            ? null
            : string.Join(
                '/',
                relative.Split(Path.DirectorySeparatorChar).Select(part => part is ".." ? part : Uri.EscapeDataString(part)));
    }

    private static Dictionary<string, string> FindSaved(string folder)
    {
        var saved = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder))
            {
                var name = Path.GetFileName(path);
                if (!name.EndsWith(PartialExtension, StringComparison.OrdinalIgnoreCase))
                    saved.TryAdd(Path.GetFileNameWithoutExtension(name), name);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DmException.BadFile(
                $"The folder '{VisibleText.Of(folder, 200)}' could not be read: {ExceptionText.Sentence(ExceptionText.OfFile(exception))}",
                "Check the path.",
                folder,
                exception);
        }

        return saved;
    }
}
