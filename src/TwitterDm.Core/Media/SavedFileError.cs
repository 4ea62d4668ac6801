using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>The errors of files that attachments are saved in, each with its path and advice.</summary>
internal static class SavedFileError
{
    /// <summary>A file or folder could not be written.</summary>
    public static DmException Unwritable(string path, Exception cause) => Create(
        path,
        $"cannot be written: {ExceptionText.OfFile(cause)}",
        "Check the permissions of the folder and the free space of its disk.",
        isWrite: true,
        cause);

    /// <summary>The destination cannot be created.</summary>
    public static DmException NotCreatable(string path, Exception cause) => DmException.BadFile(
        $"The folder '{VisibleText.Of(path, 300)}' cannot be created: {WhyNotCreated(cause)}.",
        "Give another folder, or check the permissions of the one that contains it.",
        path,
        cause,
        isWrite: true);

    // The system says "not found" where a file system has no place for new folders.
    private static string WhyNotCreated(Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => "the folder that contains it does not accept new folders",
        UnauthorizedAccessException => "access is denied",
        _ => ExceptionText.OfFile(cause),
    };

    /// <summary>The destination is a file.</summary>
    public static DmException NotFolder(string path)
        => Create(path, "is not a folder", "Give the path of a folder; it is created if it does not exist.", isWrite: true);

    /// <summary>In place of a file there is a link.</summary>
    public static DmException Link(string path)
        => Create(path, "is a link, and is not written to", "Remove it, or give another folder.", isWrite: true);

    /// <summary>The file of an archive cannot be read.</summary>
    public static DmException Unreadable(string path, Exception cause)
        => Create(
            path,
            $"cannot be read: {ExceptionText.OfFile(cause)}",
            "Check that the archive is complete and where it was when it was read.",
            isWrite: false,
            cause);

    /// <summary>The attachment of an archive has no file.</summary>
    public static DmException NoFile(DmMedia media)
    {
        var key = VisibleText.Of(media.MediaKey, 60);
        return media.FileState switch
        {
            MediaFileState.Missing => DmException.BadFile(
                $"The archive does not contain the file of the attachment {key}.",
                "If X delivered the archive in several parts, look in the others: unpack all of them into one folder, and read that.",
                media),
            MediaFileState.Link => DmException.BadFile(
                $"The archive has a link in place of the file of the attachment {key}, or of its folder. Links are not followed.",
                "Replace the link by what it leads to, if you trust that.",
                media),
            MediaFileState.Unreadable => DmException.BadFile(
                $"The file of the attachment {key} was not found: a part of the archive cannot be read.",
                "See the warnings from reading the archive. Unpack it, or download it again.",
                media),
            _ => new(DmErrorKind.File, $"The attachment {key} is in an archive, and it is not known where.")
            {
                Reason = DmErrorReason.ArchiveMediaOutOfReach,
                Target = media,
            },
        };
    }

    private static DmException Create(string path, string what, string action, bool isWrite, Exception? cause = null)
        => DmException.BadFile($"'{VisibleText.Of(path, 300)}' {what}.", action, path, cause, isWrite);
}
