using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwitterDm.Session;

namespace TwitterDm.Binding;

/// <summary>Completes the names of the registered vaults; unlocks none, and so never prompts.</summary>
internal sealed class SecretVaultCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => Completion.Matching(wordToComplete, SecretVault.FindRegistered(), name => name, name => $"the vault {name}");
}
