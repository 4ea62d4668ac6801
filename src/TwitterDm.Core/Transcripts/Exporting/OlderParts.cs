using System.Globalization;
using System.Text;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>
/// The files of an older transcript that a new one does not overwrite: its further parts, and in a folder those under another name, which
/// people and groups can change. They would contradict the new one, and could contain what was removed from it.
/// </summary>
internal static class OlderParts
{
    private const int HeadLength = 512 * 1024;

    /// <summary>Removes the files after the last part, as long as they are parts of the same conversation's transcript.</summary>
    /// <param name="paths">The full paths of the new parts.</param>
    /// <param name="format">Their format.</param>
    /// <param name="conversationId">The conversation; null if its events do not say.</param>
    /// <returns>The files that were removed.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: one could not be removed.</exception>
    public static IEnumerable<string> RemoveAfter(IReadOnlyList<string> paths, DmTranscriptFormat format, string? conversationId)
    {
        foreach (var path in Directory
                .GetFiles(Path.GetDirectoryName(paths[0])!)
                .Where(path => NumberOf(path, paths[0]) > paths.Count && IsPart(path, format, conversationId))
                .OrderBy(path => NumberOf(path, paths[0])))
        {
            Remove(path);
            yield return path;
        }
    }

    /// <summary>The transcripts of the same conversation in the same folder, with another name.</summary>
    /// <param name="path">The full path of the file that it has now, which need not exist.</param>
    /// <param name="format">Its format.</param>
    /// <param name="conversationId">The conversation; null if its events do not say, which finds nothing.</param>
    /// <returns>Their paths, also those of further parts.</returns>
    public static IReadOnlyList<string> UnderOtherName(string path, DmTranscriptFormat format, string? conversationId)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (conversationId is null || !Directory.Exists(folder))
            return [];
        string[] all = Directory.GetFiles(folder, "*" + Path.GetExtension(path));
        // A file system that ignores case keeps the old spelling of a file that was overwritten.
        var isListed = all.Contains(path, StringComparer.Ordinal);
        return [
            .. all.Where(other =>
                    TranscriptNames.IsOf(other, conversationId)
                    && NumberOf(other, path) == 0
                    && !IsSame(other, path, isListed)
                    && IsPart(other, format, conversationId))
                .OrderBy(other => other.Length)
                .ThenBy(other => other, StringComparer.Ordinal),
        ];
    }

    /// <summary>Removes the transcripts of <see cref="UnderOtherName"/>.</summary>
    /// <param name="path">The full path of the new file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="conversationId">The conversation; null if its events do not say.</param>
    /// <returns>The files that were removed.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: one could not be removed.</exception>
    public static IEnumerable<string> RemoveUnderOtherName(string path, DmTranscriptFormat format, string? conversationId)
    {
        foreach (var other in UnderOtherName(path, format, conversationId))
        {
            Remove(other);
            yield return other;
        }
    }

    private static bool IsSame(string other, string path, bool isListed)
        => string.Equals(other, path, StringComparison.Ordinal)
        || (!isListed && string.Equals(other.Normalize(), path.Normalize(), StringComparison.OrdinalIgnoreCase));

    private static int NumberOf(string path, string first)
    {
        var (name, stem) = (Path.GetFileNameWithoutExtension(path), Path.GetFileNameWithoutExtension(first));
        return name.Length > stem.Length + 1
            && int.TryParse(name.AsSpan(stem.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && string.Equals(path, TranscriptNames.Part(first, number), StringComparison.Ordinal)
            ? number
            : 0;
    }

    // A file of somebody else can have such a name.
    private static bool IsPart(string path, DmTranscriptFormat format, string? conversationId)
    {
        if (Head(path) is not { } head)
            return false;
        var id = conversationId ?? string.Empty;
        return format switch
        {
            DmTranscriptFormat.Html => head.Contains("<meta name=\"generator\" content=\"TwitterDm ", StringComparison.Ordinal)
                && head.Contains($"<bdi>{VisibleText.Of(id, 60)}</bdi>", StringComparison.Ordinal),
            DmTranscriptFormat.Markdown => head.Contains(", by TwitterDm ", StringComparison.Ordinal)
                && head.Contains($"- Conversation: {Markdown.MarkdownText.Line(id)}\n", StringComparison.Ordinal),
            _ => head.StartsWith("{\"TwitterDmTranscript\":", StringComparison.Ordinal)
                && head.Split('\n')[0].Contains($"\"{id}\"", StringComparison.Ordinal),
        };
    }

    private static string? Head(string path)
    {
        try
        {
            using var file = RegularFile.OpenHandle(path);
            var head = new byte[HeadLength];
            return Encoding.UTF8.GetString(head.AsSpan(0, RandomAccess.Read(file, head, 0)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DmException.BadFile(
                $"'{VisibleText.Of(path, 200)}' belongs to the transcript that was replaced, and could not be deleted: {ExceptionText.Sentence(ExceptionText.OfFile(exception))}",
                "Delete it: the new transcript has another name, or fewer parts.",
                path,
                exception,
                isWrite: true);
        }
    }
}
