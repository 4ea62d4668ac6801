using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>Completes the names of users that the connection has seen; makes no request.</summary>
internal sealed class UserCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = Completion.Unquote(wordToComplete).TrimStart('@');
        return (Completion.ConnectionOf(fakeBoundParameters)?.GetKnownUsers() ?? [])
            .Where(user => user.Username?.StartsWith(word, StringComparison.OrdinalIgnoreCase) ?? false)
            .OrderBy(user => user.Username, StringComparer.OrdinalIgnoreCase)
            .Select(user => new CompletionResult($"'@{user.Username}'", $"@{user.Username}", CompletionResultType.ParameterValue, Tip(user)));
    }

    private static string Tip(DmUser user) => $"{VisibleText.Of(user.Name, 60)} ({user.Id})";
}
