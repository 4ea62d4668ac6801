using TwitterDm.Text;

namespace TwitterDm.Transcripts.Collecting;

/// <summary>The errors about the temporary file.</summary>
internal static class SpoolErrors
{
    public static T Guard<T>(Func<T> work, string? folder)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception, folder);
        }
    }

    public static DmException Unwritable(Exception cause, string? folder)
        => DmException.BadFile(
            $"A temporary file{(folder is null ? string.Empty : $" in '{VisibleText.Of(folder, 200)}'")} could not be written: {ExceptionText.Sentence(ExceptionText.OfFile(cause))}",
            "Check that there is space on the disk, and that you may write to the folder of the transcripts.",
            folder,
            cause,
            isWrite: true);

    public static DmException Unreadable(Exception cause)
        => DmException.BadFile(
            $"A temporary file could not be read: {ExceptionText.Sentence(ExceptionText.OfFile(cause))}",
            "Run the command again.",
            cause: cause);
}
