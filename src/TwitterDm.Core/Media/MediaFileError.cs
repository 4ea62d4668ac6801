using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>The errors of a file that is to be attached, each with its path and advice.</summary>
internal static class MediaFileError
{
    // For files of any type: X Chat does not care which it is.
    private const string UseFile = "Give the path of a file that has content.";

    public static DmException NoPath(string path) => Create(path, "is not a valid file path", UseFile);

    public static DmException Missing(string path)
        => Create(path, "does not exist", "Check the path, and the folder that it is relative to.");

    public static DmException Folder(string path) => Create(path, "is a folder", UseFile);

    // Pipes and devices have a length of zero, too.
    public static DmException Empty(string path) => Create(
        path,
        "is empty, or is a pipe or a device instead of a file",
        $"{UseFile} Save the output of a pipe to a file first.");

    public static DmException NoPermission(string path, Exception cause)
        => Create(path, "cannot be read: you do not have permission", "Check the owner and the permissions of the file.", cause);

    public static DmException Unreadable(string path, Exception cause) => Create(
        path,
        $"cannot be read: {ExceptionText.OfFile(cause)}",
        "Close the program that has the file open, or copy the file to a local disk.",
        cause);

    public static DmException NotMedia(string path, ReadOnlySpan<byte> head) => Create(
        path,
        $"is not a type of media that X accepts. It begins with {MediaSignature.Describe(head)}",
        "X accepts JPEG, PNG, WebP and GIF pictures, and MP4 and QuickTime videos. Convert the file; renaming it is not enough.");

    public static DmException TooLarge(string path, long length, MediaCategory category) => Create(
        path,
        $"is too large: it has {ByteCount.Exactly(length)}, and X's limit for this kind of file ({category.Noun}) is "
            + $"{category.MaximumBytes / ByteCount.Mebibyte} MiB ({ByteCount.Exactly(category.MaximumBytes)})",
        "Reduce its size: use fewer pixels, stronger compression, or a shorter part.");

    public static DmException Changed(string path)
        => Create(
            path,
            "was changed after it was checked",
            "Make sure that no program is still writing to the file, and send the message again. Nothing was sent.");

    private static DmException Create(string path, string what, string action, Exception? cause = null)
        => DmException.BadFile($"'{VisibleText.Of(path, 300)}' {what}.", action, path, cause);
}
