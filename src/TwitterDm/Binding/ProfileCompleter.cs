using System.Collections;
using TwitterDm.Profiles;

namespace TwitterDm.Binding;

/// <summary>Completes the names of saved sign-ins.</summary>
internal sealed class ProfileCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => ProfileDirectory.InFiles().ListAsync().GetAwaiter().GetResult()
            .Where(profile => profile.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(profile => (profile.Name, profile.Username is null ? profile.Path : "@" + profile.Username));
}
