using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>What can be wrong with a file that is to be attached: each with its path and with what to do.</summary>
internal static class MediaFileError
{
    private const string GiveFile = "Give the path of a picture, a GIF or a video.";

    public static DmException NoPath(string path) => Create(path, "is no path of a file", GiveFile);

    public static DmException Missing(string path) => Create(path, "does not exist", "Check the path, and from which folder it starts.");

    public static DmException Folder(string path) => Create(path, "is a folder", GiveFile);

    // A pipe and a device have no length either.
    public static DmException Empty(string path) => Create(
        path,
        "has nothing in it: it is empty, or no file but a pipe or a device",
        $"{GiveFile} What comes out of a pipe has to be saved to a file first.");

    public static DmException NoPermission(string path, Exception cause)
        => Create(path, "cannot be read: this user has no permission to", "Check who owns the file, and its mode or its access list.", cause);

    public static DmException Unreadable(string path, Exception cause) => Create(
        path,
        $"cannot be read: {VisibleText.Of(cause.Message, 300)}",
        "Close the program that holds the file, or copy the file to a local disk.",
        cause);

    public static DmException NoMedia(string path, ReadOnlySpan<byte> head) => Create(
        path,
        $"is nothing that X takes. It begins with {MediaSignature.Describe(head)}",
        "X takes JPEG, PNG, WebP and GIF pictures, and MP4 and QuickTime videos. Convert the file; to rename it is not enough.");

    public static DmException TooLarge(string path, long length, MediaCategory category) => Create(
        path,
        $"is too large: it has {ByteCount.Exactly(length)}, and X's limit for this kind of file ({category.Noun}) is "
            + $"{category.MaximumBytes / ByteCount.Mebibyte} MiB ({ByteCount.Exactly(category.MaximumBytes)})",
        "Make it smaller: fewer pixels, stronger compression, or a shorter part of it.");

    public static DmException Changed(string path)
        => Create(path, "was changed while it was uploaded", "Wait until the program that writes it is done, and upload it again. Nothing was sent.");

    private static DmException Create(string path, string what, string action, Exception? cause = null)
        => DmException.BadInput($"'{VisibleText.Of(path, 300)}' {what}.", action, path, cause);
}
