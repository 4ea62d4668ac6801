using System.Collections;
using TwitterDm.Session;

namespace TwitterDm.Binding;

/// <summary>Completes the names of the open connections of this runspace.</summary>
internal sealed class ConnectionCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
    {
        var open = RunspaceConnections.Current.Open;
        var users = open.GroupBy(connection => "@" + connection.Name, StringComparer.OrdinalIgnoreCase);
        var profiles = open.Where(connection => connection.ProfileName is not null).GroupBy(connection => connection.ProfileName!, StringComparer.OrdinalIgnoreCase);
        return Matching(word, users.Concat(profiles).Select(group => (group.Key, Tip(group))));
    }

    private static string Tip(IGrouping<string, DmConnection> group) => string.Join("; ", group.Select(ConnectionName.Describe));
}
