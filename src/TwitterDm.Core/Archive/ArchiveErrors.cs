using TwitterDm.Archive.Containers;
using TwitterDm.Archive.Zip;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Archive;

/// <summary>The errors about an archive.</summary>
internal static class ArchiveErrors
{
    private const string Expected =
        "Give the zip file that X sends (Settings, Your account, Download an archive of your data), the folder to which it was unpacked, or a file of it such as data/direct-messages.js.";

    public static DmException Missing(string path, Exception? cause = null)
        => DmException.BadFile(
            $"There is no file or folder '{VisibleText.Of(path, 200)}'.",
            "Check the path and the current folder.",
            path,
            cause);

    public static DmException NoMessages(string path)
        => DmException.BadFile(
            $"'{VisibleText.Of(path, 200)}' contains no direct messages of an archive of X's data: there is no file such as data/direct-messages.js.",
            Expected,
            path);

    public static DmException NoMessagesInFile(string path)
        => DmException.BadFile($"'{VisibleText.Of(path, 200)}' has no direct messages.", Expected, path);

    public static DmException NotArchive(string path)
        => DmException.BadFile(
            $"'{VisibleText.Of(path, 200)}' is neither a zip file nor a file with the messages of an archive.",
            Expected,
            path);

    public static DmException Headers(string path)
        => DmException.BadFile(
            $"'{VisibleText.Of(path, 200)}' lists messages without their texts.",
            "Give the file beside it that contains them, such as direct-messages.js, or the whole archive.",
            path);

    /// <summary>The archive as a whole cannot be read.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="exception">Why.</param>
    public static DmException Unreadable(string path, Exception exception)
        => exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => Missing(path, exception),
            _ => DmException.BadFile(
                $"The archive '{VisibleText.Of(path, 200)}' cannot be read: {Why(exception)}.",
                ActionFor(exception),
                path,
                exception),
        };

    /// <summary>A file of the archive cannot be read.</summary>
    /// <param name="container">The archive.</param>
    /// <param name="name">The file.</param>
    /// <param name="exception">Why.</param>
    public static DmException UnreadableFile(ArchiveContainer container, string name, Exception exception)
        => DmException.BadFile(
            $"{container.Describe(name)} cannot be read: {Why(exception)}.",
            ActionFor(exception),
            container.FullPath,
            exception);

    /// <summary>A file was read to its end, but is not the one that was put into the archive.</summary>
    /// <param name="container">The archive.</param>
    /// <param name="name">The file.</param>
    /// <param name="exception">Why.</param>
    public static DmException DamagedFile(ArchiveContainer container, string name, Exception exception)
        => DmException.BadFile(
            $"{container.Describe(name)} is damaged: {Why(exception)}. Its events are returned as far as they could be read, but some may be wrong.",
            "Download the archive again.",
            container.FullPath,
            exception);

    /// <summary>The warning about a zip file of attachments that cannot be read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="exception">Why.</param>
    public static string UnreadableMedia(string name, Exception exception)
        => $"{VisibleText.Of(name, 100)} cannot be read: {Why(exception)}. The attachments in it are not found.";

    /// <summary>The warning about a file that is in the archive more than once.</summary>
    /// <param name="container">The archive.</param>
    /// <param name="name">The file.</param>
    public static string RepeatedFile(ArchiveContainer container, string name)
        => $"{container.Describe(name)} occurs more than once, which never happens in X's archives. Only the first one is read.";

    /// <summary>A part of a file was lost.</summary>
    /// <param name="file">The file, as an error calls it.</param>
    /// <param name="position">Where it is in the file.</param>
    /// <param name="what">What is wrong.</param>
    public static DmException Lost(string file, long position, string what) => DmException.BadFile(
        FormattableString.Invariant($"In {file}, at byte {position}: {what}. What is there is not returned; everything else is."),
        "Compare the file with the archive that X sent, or download the archive again.",
        file);

    /// <summary>The temporary file cannot be written.</summary>
    public static DmException NoTemporaryFile(Exception cause) => DmException.BadFile(
        $"The messages of the archive cannot be written to a temporary file in '{System.IO.Path.GetTempPath()}': {Why(cause)}.",
        "Free some space there, or unpack the archive and give the folder: then hardly anything is written.",
        cause: cause,
        isWrite: true);

    private static string Why(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "access is denied",
        _ => ExceptionText.OfFile(exception),
    };

    private static string ActionFor(Exception exception)
        => exception switch
        {
            UnauthorizedAccessException => "Check the permissions of the file.",
            NotRegularFileException => Expected,
            InvalidDataException or DamagedContentException =>
                "Download the archive again. If it is encrypted, unpack it first, and give the folder.",
            _ => "Check the file and the disk.",
        };
}
