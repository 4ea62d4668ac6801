using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Session;

/// <summary>Selects where sign-ins are saved, according to the parameter <c>-SecretVault</c>.</summary>
internal static class SavedProfiles
{
    /// <param name="vault">The name of a vault; null for the files of this user.</param>
    /// <param name="notices">Receives warnings; null for no one.</param>
    public static ProfileDirectory In(string? vault, INoticeSink? notices = null)
        => vault is null ? ProfileDirectory.InFiles(notices) : ProfileDirectory.InVault(new SecretVault(vault));
}
