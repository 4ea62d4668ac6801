using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>The errors about a checkpoint. None of them changes the file.</summary>
internal static class CheckpointErrors
{
    /// <summary>The errors about the file itself.</summary>
    public static FileErrors OfFiles { get; } = new(Unwritable, Unreadable, Unfit);

    /// <summary>The file is not a checkpoint, or not one that this version can read.</summary>
    public static DmException Unfit(string path, string why) => DmException.BadFile(
        $"'{Shown(path)}' is not a checkpoint of this module: {why}. The file was not changed.",
        "Use the path of a checkpoint, or of a file that does not exist yet.",
        path);

    public static DmException OtherAccount(string path, string account, DmUser user)
        => DmException.BadFile(
            $"The checkpoint '{Shown(path)}' belongs to the account {VisibleText.Of(account, 30)}, but you are signed in as {user} ({user.Id}).",
            "Sign in to that account, or use another path.",
            path);

    public static DmException OtherApi(string path, string api, string used) => DmException.BadFile(
        $"The checkpoint '{Shown(path)}' belongs to the API at {VisibleText.Of(api, 100)}, but you are connected to {used}.",
        "Connect to that API, or use another path.",
        path);

    public static DmException OtherQuery(string path, string query, string requested) => DmException.BadFile(
        $"The checkpoint '{Shown(path)}' belongs to another query: it is for {VisibleText.Of(query, 200)}, but you requested {requested}.",
        "Use a separate file for each query.",
        path);

    public static DmException Future(string path, DateTimeOffset position, DateTimeOffset now)
        => DmException.BadFile(
            $"The checkpoint '{Shown(path)}' is from the future: its position is {TimestampText.Local(position)}, and it is {TimestampText.Local(now)} now. Until then, no event would be returned.",
            "Correct the clock of this computer if it is wrong. Otherwise restore the file from a backup; or remove it, and start again from a time that you choose.",
            path);

    private static DmException Unwritable(string path, Exception cause)
        => DmException.BadFile(
            $"The checkpoint '{Shown(path)}' cannot be written: {ExceptionText.OfFile(cause)}.",
            cause is DirectoryNotFoundException
                ? "Create the folder, or use another path."
                : "Make the folder writable, or free some disk space. The checkpoint is unchanged: the next run returns everything after it again.",
            path,
            cause,
            isWrite: true);

    private static DmException Unreadable(string path, Exception cause)
        => DmException.BadFile(
            $"The checkpoint '{Shown(path)}' cannot be read: {ExceptionText.OfFile(cause)}.",
            "Check the owner and the permissions of the file.",
            path,
            cause);

    private static string Shown(string path) => VisibleText.Of(path, 300);
}
