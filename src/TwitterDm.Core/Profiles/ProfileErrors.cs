using System.Globalization;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>What can go wrong with a store: each with the place, and with what to do. None of it ever changes what is stored.</summary>
internal static class ProfileErrors
{
    /// <summary>What is said of the file of a profile.</summary>
    public static FileErrors OfFiles { get; } = new(Unwritable, Unreadable, Broken);

    public static DmException Broken(string place, string why) => Create(
        place,
        $"The saved sign-in in {Shown(place)} cannot be read: {why}. It was left as it is.",
        "Put it back from a copy; or remove it with Disconnect-TwitterDm -ProfileName NAME -Forget, and sign in again with -SaveAs NAME.");

    public static DmException KeyUnavailable(string place, string why, Exception? cause = null) => Create(
        place,
        $"The key of the saved sign-in in {Shown(place)} cannot be had: {why}. The file was left as it is.",
        "The key is with the keyring of the user and the machine that saved it. Unlock that keyring, or run in that user's session; "
        + "where there is none (cron, a service), sign in again there, or keep the tokens with -SecretVault.",
        cause);

    public static DmException Unwritable(string place, Exception cause) => Create(
        place,
        $"{Shown(place)} cannot be written: {VisibleText.Of(cause.Message, 300)}",
        "Make the folder writable for you, or free some space. What was saved before is still there.",
        cause);

    public static DmException Unreadable(string place, Exception cause) => Create(
        place, $"{Shown(place)} cannot be read: {VisibleText.Of(cause.Message, 300)}", "Check who owns the file, and its mode.", cause);

    public static DmException UnsafeFolder(string folder, string why, string action) => Create(
        folder, $"Sign-ins are not kept in {Shown(folder)}: {why}.", action);

    public static DmException Locked(string place, TimeSpan waited) => Create(
        place,
        string.Create(CultureInfo.InvariantCulture, $"Another process or thread has held {Shown(place)} for more than {waited.TotalSeconds:0} seconds."),
        "Look for another PowerShell that signs in or refreshes with this profile. The lock ends with the process that holds it; deleting the file is not needed.");

    private static DmException Create(string place, string message, string action, Exception? cause = null)
        => new(DmErrorKind.Authentication, message, cause) { RecommendedAction = action, Target = place };

    private static string Shown(string place) => $"'{VisibleText.Of(place, 300)}'";
}
