using TwitterDm.Api;

namespace TwitterDm.Watching.Streaming;

/// <summary>
/// The connections to the stream that this watch opened and lost, which X may still count as open. An app has two; X tells their ids and
/// when they began, so the own ones are known by their time.
/// </summary>
internal sealed class OwnConnections(AppConnection app, Func<DateTimeOffset> serverNow)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _opened = [];

    /// <summary>Remembers an attempt.</summary>
    public void Add(DateTimeOffset from)
    {
        _opened.Add((from - Tolerance, serverNow() + Tolerance));
        if (_opened.Count > 100)
            _opened.RemoveAt(0);
    }

    /// <summary>Closes those that X still counts.</summary>
    /// <returns>How many there were. Of two that began at the same time, one may be another program's: neither is closed.</returns>
    public async Task<int> CloseAsync(CancellationToken cancellationToken)
    {
        var open = await app.Client.ListConnectionsAsync(cancellationToken).ConfigureAwait(false);
        string[] own =
        [
            .. _opened
                .Select(time =>
                    open.Where(connection =>
                            connection.Id is not null && connection.ConnectedAt >= time.From && connection.ConnectedAt <= time.To)
                        .ToArray())
                .Where(found => found.Length == 1)
                .Select(found => found[0].Id!)
                .Distinct(StringComparer.Ordinal),
        ];
        if (own.Length > 0)
            await app.Client.CloseConnectionsAsync(own, cancellationToken).ConfigureAwait(false);
        return own.Length;
    }
}
