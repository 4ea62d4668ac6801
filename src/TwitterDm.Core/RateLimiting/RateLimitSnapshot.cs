namespace TwitterDm.RateLimiting;

/// <summary>Exports a table for other processes, and imports what other processes export, as far as it is credible.</summary>
/// <param name="table">The table.</param>
/// <param name="clock">Provides the time.</param>
/// <param name="leaseLife">
/// How long a lease of another process counts: longer than an attempt can take, so that only those of dead processes expire.
/// </param>
internal sealed class RateLimitSnapshot(RateLimitTable table, TimeProvider clock, TimeSpan leaseLife)
{
    private const int MaxLeases = 1_000;

    private readonly string _process = Guid.NewGuid().ToString("N");
    private IReadOnlyList<RateLimitSnapshotDocument.LeaseEntry> _elsewhere = [];

    /// <summary>The table, and the leases of all processes.</summary>
    public RateLimitSnapshotDocument Export(string account)
    {
        var groups = table
            .Buckets.Where(bucket => bucket.Members.Count > 1)
            .Select((bucket, number) => (bucket, number))
            .ToDictionary(pair => pair.bucket, pair => pair.number);
        return new()
        {
            Account = account,
            GroupedAt = table.GroupedAt,
            Endpoints = [.. table.Endpoints.Select(endpoint => Export(endpoint, groups))],
            Leases = [.. _elsewhere, .. table.Endpoints.Where(endpoint => endpoint.InFlight > 0).Select(ExportLeases)],
        };
    }

    /// <summary>Imports what other processes know, and the leases that they hold.</summary>
    /// <param name="documents">What they wrote.</param>
    /// <param name="serverNow">The time at the API.</param>
    public void Import(IReadOnlyList<RateLimitSnapshotDocument> documents, DateTimeOffset serverNow)
    {
        foreach (var document in documents)
            ImportKnowledge(document, serverNow);
        var now = clock.GetUtcNow();
        _elsewhere = [.. documents.SelectMany(document => document.Leases)
            .Where(lease => !string.Equals(lease.Process, _process, StringComparison.Ordinal) && lease.Count is > 0 and < MaxLeases
                && lease.Until > now && lease.Until <= now + leaseLife)
            .DistinctBy(lease => (lease.Process, lease.Endpoint))];
        foreach (var endpoint in table.Endpoints)
            endpoint.InFlightElsewhere = 0;
        foreach (var lease in _elsewhere)
            table.GetOrAdd(lease.Endpoint).InFlightElsewhere += lease.Count;
    }

    /// <summary>Imports what another table knows, without its leases.</summary>
    public void ImportKnowledge(RateLimitSnapshotDocument document, DateTimeOffset serverNow)
    {
        foreach (var endpoint in document.Endpoints)
            Import(endpoint, serverNow);
        table.Regroup(Groups(document), document.GroupedAt);
    }

    private void Import(RateLimitSnapshotDocument.EndpointEntry entry, DateTimeOffset serverNow)
    {
        var limits = table.GetOrAdd(entry.Endpoint);
        if (entry.ClosedUntil > limits.ClosedUntil && RateLimitObservation.IsCredible(entry.ClosedUntil, serverNow))
            limits.ClosedUntil = entry.ClosedUntil;
        foreach (var window in entry.Windows.Where(window =>
                window is { Limit: >= 0, Remaining: >= 0 } && RateLimitObservation.IsCredible(window.ResetsAt, serverNow)))
        {
            table.Import(limits.Windows[(int)window.Kind], new()
            {
                Endpoint = entry.Endpoint,
                Kind = window.Kind,
                Limit = window.Limit,
                Remaining = window.Remaining,
                ResetsAtUtc = window.ResetsAt,
                ObservedAtUtc = window.ObservedAt,
            });
        }
    }

    private static IEnumerable<(DmRateLimitWindow Kind, IReadOnlyList<string> Endpoints)> Groups(RateLimitSnapshotDocument document)
        => document
            .Endpoints.SelectMany(endpoint =>
                endpoint.Windows.Where(window => window.Group is not null).Select(window => (endpoint.Endpoint, window.Kind, window.Group)))
            .Distinct()
            .GroupBy(member => (member.Kind, member.Group))
            .Select(group => (group.Key.Kind, (IReadOnlyList<string>)[.. group.Select(member => member.Endpoint)]));

    private static RateLimitSnapshotDocument.EndpointEntry Export(EndpointRateLimits endpoint, Dictionary<RateLimitBucket, int> groups) => new()
    {
        Endpoint = endpoint.Endpoint,
        ClosedUntil = endpoint.ClosedUntil,
        Windows = [.. endpoint.Windows.Where(window => window.Reported is not null).Select(window => new RateLimitSnapshotDocument.WindowEntry
        {
            Kind = window.Kind,
            Limit = window.Reported!.Limit,
            Remaining = window.Reported.Remaining,
            ResetsAt = window.Reported.ResetsAtUtc,
            ObservedAt = window.Reported.ObservedAtUtc,
            Group = groups.TryGetValue(window.Bucket, out var number) ? number : null,
        })],
    };

    private RateLimitSnapshotDocument.LeaseEntry ExportLeases(EndpointRateLimits endpoint) => new()
    {
        Process = _process,
        Endpoint = endpoint.Endpoint,
        Count = endpoint.InFlight,
        Until = clock.GetUtcNow() + leaseLife,
    };
}
