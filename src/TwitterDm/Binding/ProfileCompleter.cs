using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwitterDm.Profiles;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>Completes the names of saved sign-ins.</summary>
internal sealed class ProfileCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = Completion.Unquote(wordToComplete);
        return ProfileDirectory.InFiles().ListAsync().GetAwaiter().GetResult()
            .Where(profile => profile.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(profile => new CompletionResult($"'{profile.Name}'", profile.Name, CompletionResultType.ParameterValue, Tip(profile)));
    }

    private static string Tip(DmProfile profile) => profile.Username is null ? profile.Path : "@" + VisibleText.Of(profile.Username);
}
