using System.Collections;
using TwitterDm.Profiles;

namespace TwitterDm.Binding;

/// <summary>
/// Completes the names of the sign-ins that are saved in files. Those of a vault are not read: that could prompt for its password.
/// </summary>
internal sealed class ProfileCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => bound.Contains("SecretVault") ? [] : Matching(word, Saved().Select(profile => (profile.Name, Tip(profile))));

    private static IReadOnlyList<DmProfile> Saved()
    {
        try
        {
            return ProfileDirectory.InFiles().ListAsync().GetAwaiter().GetResult();
        }
        catch (DmException)
        {
            // The command itself reports why the folder cannot be read.
            return [];
        }
    }

    private static string Tip(DmProfile profile) => profile.Username is null ? profile.Path : "@" + profile.Username;
}
