using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwitterDm.Session;

namespace TwitterDm.Binding;

/// <summary>Completes the names of the open connections of this runspace.</summary>
internal sealed class ConnectionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var open = RunspaceConnections.Current.Open;
        var users = open.GroupBy(connection => "@" + connection.Name, StringComparer.OrdinalIgnoreCase);
        var profiles = open.Where(connection => connection.ProfileName is not null).GroupBy(connection => connection.ProfileName!, StringComparer.OrdinalIgnoreCase);
        return Completion.Matching(wordToComplete, users.Concat(profiles), group => group.Key, Tip);
    }

    private static string Tip(IGrouping<string, DmConnection> group) => string.Join("; ", group.Select(ConnectionName.Describe));
}
