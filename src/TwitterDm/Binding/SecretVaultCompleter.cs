using System.Collections;
using TwitterDm.Session;

namespace TwitterDm.Binding;

/// <summary>Completes the names of the registered vaults; unlocks none, and so never prompts.</summary>
internal sealed class SecretVaultCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => Matching(word, SecretVault.FindRegistered().Select(name => (name, $"the vault {name}")));
}
