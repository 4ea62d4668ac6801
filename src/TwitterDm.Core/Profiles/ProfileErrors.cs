using System.Globalization;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>The errors of a store; each names the location and what to do. The stored data never changes when one occurs.</summary>
internal static class ProfileErrors
{
    /// <summary>The errors of a profile's file.</summary>
    public static FileErrors OfFiles { get; } = new(Unwritable, Unreadable, Broken);

    public static DmException Broken(string place, string why) => Create(
        place,
        $"The saved sign-in in {Shown(place)} cannot be read: {why}. It was left unchanged.",
        DmErrorReason.ProfileBroken);

    public static DmException KeyUnavailable(string place, string why, Exception? cause = null) => Create(
        place,
        $"The key of the saved sign-in in {Shown(place)} is unavailable: {why}. The file was left unchanged.",
        DmErrorReason.ProfileKeyUnavailable,
        cause);

    public static DmException VaultUnavailable(string place, Exception cause) => Create(
        place,
        $"{char.ToUpperInvariant(place[0])}{place[1..]} could not be read or written: {VisibleText.Of(cause.Message, 300)}",
        DmErrorReason.SecretVaultUnavailable,
        cause);

    public static DmException Unwritable(string place, Exception cause) => Create(
        place,
        $"{Shown(place)} cannot be written: {ExceptionText.OfFile(cause)}.",
        "Make the folder writable, or free some disk space. What was saved before is still there.",
        cause);

    public static DmException Unreadable(string place, Exception cause) => Create(
        place, $"{Shown(place)} cannot be read: {ExceptionText.OfFile(cause)}.", "Check the owner and the permissions of the file.", cause);

    public static DmException UnsafeFolder(string folder, string why, string action) => Create(
        folder, $"Sign-ins cannot be saved in {Shown(folder)}: {why}.", action);

    public static DmException Locked(string place, TimeSpan waited)
        => Create(
            place,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Another process or thread has held {Shown(place)} for more than {waited.TotalSeconds:0} seconds."),
            "Look for another process that signs in or refreshes with this profile. The lock ends with the process that holds it; you do not need to delete the file.");

    private static DmException Create(string place, string message, string action, Exception? cause = null)
        => new(DmErrorKind.Authentication, message, cause) { RecommendedAction = action, Target = place };

    private static DmException Create(string place, string message, DmErrorReason reason, Exception? cause = null)
        => new(DmErrorKind.Authentication, message, cause) { Reason = reason, Target = place };

    private static string Shown(string place) => $"'{VisibleText.Of(place, 300)}'";
}
