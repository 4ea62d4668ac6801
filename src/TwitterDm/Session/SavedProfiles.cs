using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.Text;

namespace TwitterDm.Session;

/// <summary>
/// Selects where sign-ins are saved, according to the parameter <c>-SecretVault</c>, and which one is used if none is named.
/// </summary>
internal static class SavedProfiles
{
    private const string Default = "default";

    /// <param name="vault">The name of a vault; null for the files of this user.</param>
    /// <param name="notices">Receives warnings; null for none.</param>
    public static ProfileDirectory In(string? vault, INoticeSink? notices = null)
        => vault is null ? ProfileDirectory.InFiles(notices) : ProfileDirectory.InVault(new SecretVault(vault));

    /// <summary>The only saved sign-in, or the one that is called <c>default</c>.</summary>
    /// <param name="saved">The saved sign-ins.</param>
    /// <param name="vault">The vault that they are in; null for files.</param>
    /// <exception cref="DmException">There is no such sign-in; the message shows the usual commands.</exception>
    public static string SelectDefault(IReadOnlyList<DmProfile> saved, string? vault)
    {
        if (saved is [var only])
            return only.Name;
        return saved.FirstOrDefault(profile => string.Equals(profile.Name, Default, StringComparison.OrdinalIgnoreCase))?.Name
            ?? throw NothingToUse([.. saved.Select(profile => profile.Name)], vault);
    }

    /// <summary>The error about a name that is not saved.</summary>
    public static DmException NotFound(string name)
        => new(DmErrorKind.NotFound, $"There is no saved sign-in named '{VisibleText.Of(name, 70)}'.")
        {
            Reason = DmErrorReason.ProfileNotFound,
            Target = name,
        };

    private static DmException NothingToUse(string[] names, string? vault)
    {
        var place = vault is null ? "on this computer" : $"in the vault '{VisibleText.Of(vault, 70)}'";
        var option = vault is null ? string.Empty : " -SecretVault " + Quote(vault);
        var (kind, problem) = names.Length == 0
            ? (DmErrorKind.NotFound, $"No sign-in is saved {place}.")
            : (DmErrorKind.InvalidRequest, $"{names.Length} sign-ins are saved {place}, and none of them is named '{Default}'.");
        var use = names.Length == 0
            ? $"Connect-TwitterDm{option} (later, to use the saved sign-in)"
            : $"Connect-TwitterDm -ProfileName {Quote(names[0])}{option} (to use a saved sign-in: {string.Join(", ", names)})";
        return new(kind, string.Join(
            Environment.NewLine,
            $"{problem} To connect, use one of these commands:",
            $"Connect-TwitterDm -ClientId 'the client id' -SaveAs {Default}{option} (to sign in with the browser, and save the sign-in)",
            "Connect-TwitterDm -Sandbox (to try the module without an account)",
            use))
        {
            RecommendedAction = "Get-Help Connect-TwitterDm -Examples shows all ways to sign in.",
        };
    }

    private static string Quote(string text)
        => $"'{System.Management.Automation.Language.CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
