using TwitterDm.Text;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>The errors about the files of transcripts.</summary>
internal static class TranscriptErrors
{
    public static DmException Exists(string path) => new(DmErrorKind.File, $"The file '{VisibleText.Of(path, 200)}' already exists.")
    {
        Reason = DmErrorReason.TranscriptExists,
        Target = path,
        IsWriteFailure = true,
    };

    public static DmException Unwritable(string path, Exception cause)
        => DmException.BadFile(
            $"The transcript '{VisibleText.Of(path, 200)}' could not be written: {ExceptionText.Sentence(ExceptionText.OfFile(cause))}",
            "Check that the folder can be written to, and that there is space on the disk.",
            path,
            cause,
            isWrite: true);

    /// <summary>Whether nothing has foreseen an exception, so that it says nothing about the other events and conversations.</summary>
    public static bool IsUnexpected(Exception exception)
        => exception is not (DmException or OperationCanceledException or OutOfMemoryException);

    public static DmException Unexpected(string what, object target, Exception cause)
        => new(
            DmErrorKind.File,
            $"{what} could not be exported. An unexpected error occurred: {cause.GetType().Name}: {ExceptionText.Sentence(ExceptionText.Of(cause))}",
            cause)
        {
            Reason = DmErrorReason.TranscriptItemFailed,
            Target = target,
            IsWriteFailure = true,
        };

    public static DmException SeveralConversations(string path, IReadOnlyCollection<string> conversations)
    {
        const int Shown = 3;
        var more = conversations.Count > Shown ? $" and {conversations.Count - Shown} more" : string.Empty;
        return DmException.BadInput(
            $"A file contains one conversation, but the events are from {conversations.Count}: {string.Join(", ", conversations.Take(Shown))}{more}. Nothing was written.",
            DmErrorReason.TranscriptOfSeveralConversations,
            path);
    }

    public static DmException NoSuchTimeZone(string id, Exception cause)
        => new(DmErrorKind.InvalidRequest, $"'{VisibleText.Of(id, 60)}' is not the id of a time zone on this machine.", cause)
        {
            Reason = DmErrorReason.TimeZoneUnknown,
            Target = id,
        };
}
