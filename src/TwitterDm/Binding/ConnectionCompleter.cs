using System.Collections;
using System.Globalization;
using System.Management.Automation;
using TwitterDm.Session;

namespace TwitterDm.Binding;

/// <summary>
/// Completes one open connection by a name that it alone has: of its user, or of the saved sign-in that it was opened with. A name that
/// several have would be refused, so each of those is offered as an expression.
/// </summary>
internal sealed class ConnectionCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => Matching(word, ConnectionNames.All().Where(group => group.Count() == 1).Select(group => (group.Key, ConnectionNames.Tip(group))));

    private protected override IEnumerable<(string Code, string Tip)> CompleteByCode(string word, string? named)
    {
        // After -Name, a name is text.
        if (string.Equals(named, nameof(Commands.SelectDmConnectionCommand.Name), StringComparison.OrdinalIgnoreCase))
            return [];
        var unique = ConnectionNames.All().Where(group => group.Count() == 1).SelectMany(group => group).ToHashSet();
        return ConnectionNames.All()
            .Where(group => group.Count() > 1 && Matching(word, [(group.Key, string.Empty)]).Any())
            .SelectMany(group =>
                ConnectionName
                    .Find(RunspaceConnections.Current.Open, group.Key)
                    .Select((connection, index) => (Name: group.Key, Connection: connection, Index: index)))
            .Where(offer => !unique.Contains(offer.Connection))
            .DistinctBy(offer => offer.Connection)
            .Select(offer =>
                (
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"(Get-DmConnection {Quoted(WildcardPattern.Escape(offer.Name))})[{offer.Index}]"),
                    ConnectionName.Describe(offer.Connection)));
    }
}

/// <summary>Completes the names of the open connections, also those that several have.</summary>
internal sealed class ConnectionNameCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => Matching(word, ConnectionNames.All().Select(group => (group.Key, ConnectionNames.Tip(group))));
}

/// <summary>The names of the open connections, and which connections have them.</summary>
internal static class ConnectionNames
{
    public static IEnumerable<IGrouping<string, DmConnection>> All()
    {
        var open = RunspaceConnections.Current.Open;
        var users = open.GroupBy(connection => "@" + connection.Name, StringComparer.OrdinalIgnoreCase);
        var profiles = open.Where(connection => connection.ProfileName is not null)
            .GroupBy(connection => connection.ProfileName!, StringComparer.OrdinalIgnoreCase);
        return users.Concat(profiles);
    }

    public static string Tip(IEnumerable<DmConnection> connections) => string.Join("; ", connections.Select(ConnectionName.Describe));
}
