using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwitterDm.Profiles;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>Completes the names of the sign-ins that are saved in files. Those of a vault are not read: that could prompt for its password.</summary>
internal sealed class ProfileCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => fakeBoundParameters.Contains("SecretVault") ? [] : Completion.Matching(wordToComplete, Saved(), profile => profile.Name, Tip);

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

    private static string Tip(DmProfile profile) => profile.Username is null ? profile.Path : "@" + VisibleText.Of(profile.Username);
}
