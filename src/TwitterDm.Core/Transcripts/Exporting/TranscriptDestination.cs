using TwitterDm.Text;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>Where transcripts are written, and in which format.</summary>
/// <param name="Path">The full path.</param>
/// <param name="IsFile">Whether it is a file; otherwise a folder.</param>
/// <param name="Format">The format.</param>
internal sealed record TranscriptDestination(string Path, bool IsFile, DmTranscriptFormat Format)
{
    /// <summary>The extension of new files.</summary>
    public string Extension => Format switch
    {
        DmTranscriptFormat.Html => ".html",
        DmTranscriptFormat.Markdown => ".md",
        _ => ".jsonl",
    };

    /// <summary>The folder that contains the files.</summary>
    public string Folder => IsFile ? System.IO.Path.GetDirectoryName(Path)! : Path;

    /// <summary>Decides what a path means.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: the format is not known; <see cref="DmErrorKind.File"/>: the path is unfit.
    /// </exception>
    public static TranscriptDestination Of(string path, DmTranscriptFormat? format)
    {
        if (path.AsSpan().IndexOfAny(System.IO.Path.GetInvalidPathChars()) is var at and >= 0)
        {
            throw DmException.BadFile(
                FormattableString.Invariant(
                    $"'{VisibleText.Of(path, 200)}' is not a path: it contains the character U+{(int)path[at]:X4}."),
                "Give a path without this character.",
                path,
                isWrite: true);
        }

        if (!System.IO.Path.IsPathFullyQualified(path))
        {
            throw DmException.BadFile(
                $"'{VisibleText.Of(path, 200)}' is not a full path.",
                "Give a path that begins at the root of the file system.",
                path,
                isWrite: true);
        }

        var isFolder = Directory.Exists(path) || System.IO.Path.EndsInDirectorySeparator(path) || !System.IO.Path.HasExtension(path);
        if (!isFolder)
            return new(path, true, format ?? FormatOf(path));
        if (File.Exists(path))
        {
            throw DmException.BadFile(
                $"'{VisibleText.Of(path, 200)}' is not a folder.",
                "Give the path of a folder, or for a single conversation that of a file with an extension, such as .html.",
                path,
                isWrite: true);
        }

        return new(System.IO.Path.TrimEndingDirectorySeparator(path), false, format ?? DmTranscriptFormat.Html);
    }

    /// <summary>The format that an extension says; null if it says none.</summary>
    public static DmTranscriptFormat? TryGetFormat(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".html" or ".htm" => DmTranscriptFormat.Html,
        ".md" or ".markdown" => DmTranscriptFormat.Markdown,
        ".jsonl" or ".ndjson" => DmTranscriptFormat.JsonLines,
        _ => null,
    };

    private static DmTranscriptFormat FormatOf(string path)
        => TryGetFormat(path)
        ?? throw DmException.BadInput(
            $"The extension '{VisibleText.Of(System.IO.Path.GetExtension(path), 20)}' does not say in which format to write the transcript.",
            DmErrorReason.TranscriptFormatUnknown,
            path);
}
