using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>What can be wrong with a checkpoint. None of it changes the file.</summary>
internal static class CheckpointErrors
{
    /// <summary>What is said of the file.</summary>
    public static FileErrors OfFiles { get; } = new(Unwritable, Unreadable, Unfit);

    /// <summary>The file is no checkpoint, or none that this version reads.</summary>
    public static DmException Unfit(string path, string why) => DmException.BadInput(
        $"'{Shown(path)}' is no checkpoint of this module: {why}. The file was left as it is.",
        "Give the path of a checkpoint, or of a file that does not exist yet.",
        path);

    public static DmException OtherAccount(string path, string account, DmUser user) => DmException.BadInput(
        $"The checkpoint '{Shown(path)}' belongs to the account {VisibleText.Of(account, 30)}, and you are {user} ({user.Id}).",
        "Connect as that account, or give another path.",
        path);

    public static DmException OtherApi(string path, string api, string used) => DmException.BadInput(
        $"The checkpoint '{Shown(path)}' belongs to the API at {VisibleText.Of(api, 100)}, and this connection is to {used}.",
        "Connect to that API, or give another path.",
        path);

    public static DmException OtherQuery(string path, string query, string asked) => DmException.BadInput(
        $"The checkpoint '{Shown(path)}' belongs to another query: it is of {VisibleText.Of(query, 200)}, and this one is of {asked}.",
        "Give each query a file of its own.",
        path);

    private static DmException Unwritable(string path, Exception cause) => DmException.BadInput(
        $"The checkpoint '{Shown(path)}' cannot be written: {VisibleText.Of(cause.Message, 300)}",
        "Make the folder writable for you, or free some space. What was saved before is still there: nothing is lost, and the next run gives again what came after it.",
        path,
        cause);

    private static DmException Unreadable(string path, Exception cause) => DmException.BadInput(
        $"The checkpoint '{Shown(path)}' cannot be read: {VisibleText.Of(cause.Message, 300)}", "Check who owns the file, and its mode.", path, cause);

    private static string Shown(string path) => VisibleText.Of(path, 300);
}
