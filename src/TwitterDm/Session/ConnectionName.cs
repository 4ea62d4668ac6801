using System.Globalization;
using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Session;

/// <summary>
/// What a connection is called: its user's name, with or without the @; the user's id; and the name of the saved sign-in that it was opened
/// with. A name with an @ is always a user's.
/// </summary>
internal static class ConnectionName
{
    /// <summary>The connection with exactly this name, in any case.</summary>
    /// <exception cref="DmException">There is none, or more than one; the message lists them.</exception>
    public static DmConnection Get(IReadOnlyList<DmConnection> connections, string name) => Find(connections, name) switch
    {
        [var connection] => connection,
        [] => throw Unknown(connections, name),
        var several => throw Ambiguous(several, name),
    };

    /// <summary>The connections with exactly this name, in any case.</summary>
    public static IReadOnlyList<DmConnection> Find(IEnumerable<DmConnection> connections, string name)
        => Find(connections, name, text => string.Equals(text, Bare(name), StringComparison.OrdinalIgnoreCase));

    /// <summary>The connections whose names match a pattern with wildcards.</summary>
    public static IReadOnlyList<DmConnection> FindLike(IEnumerable<DmConnection> connections, string pattern)
        => Find(
            connections,
            pattern,
            WildcardPattern.Get(Bare(pattern), WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch);

    /// <summary>The connection in a list: enough to tell it from another one of the same account.</summary>
    public static string Describe(DmConnection connection)
    {
        var profile = connection.ProfileName is { } name ? $" with '{name}'" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{connection}, opened{profile} at {connection.OpenedAt:HH:mm:ss}");
    }

    /// <summary>The sentence about a connection that was closed.</summary>
    public static string Closed(DmConnection connection) => $"The connection of {connection} is closed.";

    /// <summary>The error about a name that no open connection has.</summary>
    public static DmException Unknown(IReadOnlyCollection<DmConnection> connections, string name)
    {
        var known = connections.Count == 0 ? "no connection is open." : $"the open connections are {List(connections)}.";
        return new(DmErrorKind.NotFound, $"There is no open connection named '{VisibleText.Of(name, 60)}': {known}")
        {
            RecommendedAction = "Get-DmConnection lists the open connections of this session; Connect-TwitterDm opens one.",
            Target = name,
        };
    }

    /// <summary>The error of a command that names no connection where none is the current one.</summary>
    /// <param name="open">The open connections.</param>
    public static DmException NoneCurrent(IReadOnlyCollection<DmConnection> open)
        => open.Count == 0
            ? new(DmErrorKind.NotConnected, "There is no connection to X in this session.")
            : new(
                DmErrorKind.NotConnected,
                $"There is no current connection in this session. {(open.Count == 1 ? "The open one is" : "The open ones are")} {List(open)}.")
            {
                Reason = DmErrorReason.NoCurrentConnection,
            };

    private static DmException Ambiguous(IReadOnlyCollection<DmConnection> matches, string name) => new(
        DmErrorKind.InvalidRequest, $"'{VisibleText.Of(name, 60)}' matches {matches.Count} open connections: {List(matches)}.")
    {
        RecommendedAction = "Pass the connection itself instead of its name, as Connect-TwitterDm and Get-DmConnection return it.",
        Target = name,
    };

    private static string List(IEnumerable<DmConnection> connections) => string.Join("; ", connections.Select(Describe));

    private static DmConnection[] Find(IEnumerable<DmConnection> connections, string name, Func<string, bool> isMatch)
    {
        var isUser = name.TrimStart().StartsWith('@');
        return [.. connections.Where(connection => isMatch(connection.Name)
            || (!isUser && (isMatch(connection.User.Id) || (connection.ProfileName is { } profile && isMatch(profile)))))];
    }

    private static string Bare(string name) => name.Trim() is ['@', .. var user] ? user : name.Trim();
}
