using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Sending.Journal;

/// <summary>The errors of a journal.</summary>
internal static class JournalErrors
{
    public static DmException Unusable(string path, Exception cause) => DmException.BadFile(
        $"The journal '{Shown(path)}' cannot be used: {ExceptionText.OfFile(cause)}.",
        "Close the program that uses the file, free disk space, or give another path. Nothing is sent without the journal.",
        path,
        cause,
        isWrite: true);

    public static DmException NotFile(string path, NotRegularFileException cause)
        => DmException.BadFile(
            $"The journal '{Shown(path)}' cannot be used: {cause.Message}.",
            "Give the path of a journal, or of a file that does not exist yet.",
            path,
            cause);

    public static DmException NoFolder(string path, Exception cause)
        => DmException.BadFile(
            $"The journal '{Shown(path)}' cannot be created: its folder does not exist.",
            "Create the folder, or give another path.",
            path,
            cause,
            isWrite: true);

    public static DmException NotJournal(string path)
        => DmException.BadFile(
            $"'{Shown(path)}' is not a journal of this module: its first line is not that of a journal.",
            "Give the path of a journal, or of a file that does not exist yet. If this was a journal, restore it: a new one would send every row again. The file was not changed.",
            path);

    public static DmException Damaged(string path, int line)
        => DmException.BadFile(
            FormattableString.Invariant($"The journal '{Shown(path)}' is damaged: line {line} is not a journal record. Nothing was sent."),
            "Restore the journal: a new one would send every row again. If only the last line is damaged, look in the conversation whether that message was sent, and remove the line. The file was not changed.",
            path);

    public static DmException Newer(string path, int line)
        => DmException.BadFile(
            FormattableString.Invariant(
                $"The journal '{Shown(path)}' was written by a newer version of this module: line {line} has a format that this version does not know."),
            "Use the version of the module that wrote it, or give another path. The file was not changed.",
            path);

    public static DmException OtherAccount(string path, string account, DmUser user) => DmException.BadFile(
        $"The journal '{Shown(path)}' belongs to the account {VisibleText.Of(account, 30)}, but you are signed in as {user} ({user.Id}).",
        "Connect as that account, or give another path. The file was not changed.",
        path);

    public static DmException OtherSource(DmOutgoingMessage message, bool isBegunByChat, bool isUncertain)
        => new(
            DmErrorKind.InvalidRequest,
            $"The message to {message} was begun {(isBegunByChat ? "by X Chat" : "as a classic message")} in an earlier run, which "
                + $"{(isUncertain ? "did not confirm its delivery" : "did not send it")}. It was not sent {(isBegunByChat ? "unencrypted instead" : "by X Chat instead")}.")
        {
            Reason = isBegunByChat ? DmErrorReason.JournalBegunByChat : DmErrorReason.JournalBegunClassic,
            Target = message,
        };

    public static DmException OtherConversation(DmOutgoingMessage message, string conversationId)
        => new(
            DmErrorKind.InvalidRequest,
            $"The journal's row of the message to {message} is about the conversation {VisibleText.Of(conversationId, 60)}: the journal was edited or damaged, or the name belongs to another user now. The message was not sent in this run.")
        {
            RecommendedAction =
                "Restore the journal. Without it, look in the conversation whether the message was sent, and send it again with a new journal if it was not.",
            Target = message,
        };

    private static string Shown(string path) => VisibleText.Of(path, 300);
}
