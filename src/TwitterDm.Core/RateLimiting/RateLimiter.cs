using TwitterDm.Notices;

namespace TwitterDm.RateLimiting;

/// <summary>
/// The rate limits of one account as responses report them, for all its connections and threads in this process and, through files beside
/// its saved profiles, for other processes. Thread-safe.
/// </summary>
internal sealed class RateLimiter
{
    private readonly object _gate = new();
    private readonly ServerClock _serverClock;
    private readonly RateLimitTable _table;
    private readonly RateLimitSnapshot _snapshot;
    private volatile RateLimitSnapshotFile[] _files = [];

    /// <param name="serverClock">Provides the time at the API.</param>
    /// <param name="clock">Provides the local time.</param>
    /// <param name="leaseLife">How long a lease of another process counts.</param>
    public RateLimiter(ServerClock serverClock, TimeProvider clock, TimeSpan leaseLife)
    {
        _serverClock = serverClock;
        _table = new RateLimitTable(clock);
        _snapshot = new RateLimitSnapshot(_table, clock, leaseLife);
    }

    /// <summary>Acquires a lease for one request, if each of the endpoint's windows has one left.</summary>
    /// <returns>Why the request has to wait, or the lease, which must be released.</returns>
    public ValueTask<(RateLimitWait? Wait, RateLimitLease? Lease)> AttemptAcquireAsync(
        string endpoint, INoticeSink? notices, bool leavesReserve, CancellationToken cancellationToken)
        => ShareAsync<(RateLimitWait?, RateLimitLease?)>(
            () => _table.FindWait(endpoint, _serverClock.Now, leavesReserve) is { } wait ? (wait, null) : (null, _table.Acquire(endpoint)),
            result => result.Item2 is not null,
            notices,
            cancellationToken);

    /// <summary>Why a request would have to wait now; null if it could be sent.</summary>
    public ValueTask<RateLimitWait?> FindWaitAsync(
        string endpoint,
        INoticeSink? notices,
        bool leavesReserve,
        CancellationToken cancellationToken)
        => ShareAsync(() => _table.FindWait(endpoint, _serverClock.Now, leavesReserve), _ => false, notices, cancellationToken);

    /// <summary>Ends a lease with what the response reports; without a response, the request does not reduce the remainder.</summary>
    public async ValueTask ReleaseAsync(RateLimitLease lease, RateLimitObservation? observation, INoticeSink? notices)
        => await ShareAsync(
            () =>
            {
                _table.Release(lease, observation);
                return true;
            },
            released => released,
            notices,
            CancellationToken.None).ConfigureAwait(false);

    /// <summary>The windows as last reported to this process, in the order of endpoints; no file is read.</summary>
    public IReadOnlyList<DmRateLimit> Snapshot()
    {
        lock (_gate)
        {
            return [
                .. _table.Endpoints.SelectMany(endpoint => endpoint.Windows).Where(window => window.Reported is not null).Select(Describe),
            ];
        }
    }

    /// <summary>Reads what X reported to other processes. A file that another process holds at the moment is skipped.</summary>
    public void Refresh()
    {
        var open = _files.Select(file => file.TryOpen(notices: null, out _)).OfType<RateLimitSnapshotFile.Content>().ToList();
        lock (_gate)
            Import(open);
        open.ForEach(content => content.Dispose());
    }

    /// <summary>How long a request to an endpoint takes on average, without waits.</summary>
    public TimeSpan AverageDurationOf(string endpoint)
    {
        lock (_gate)
            return _table.GetOrAdd(endpoint).AverageDuration;
    }

    /// <summary>Takes over what was learned before the account was known.</summary>
    public void Absorb(RateLimiter other)
    {
        RateLimitSnapshotDocument learned;
        lock (other._gate)
            learned = other._snapshot.Export(string.Empty);
        lock (_gate)
            _snapshot.ImportKnowledge(learned, _serverClock.Now);
    }

    /// <summary>Exchanges snapshots with other processes through this file from now on.</summary>
    public void ShareThrough(RateLimitSnapshotFile file)
    {
        lock (_gate)
        {
            // The same order in every process prevents deadlocks. A profile that was removed can be saved again.
            _files = [.. _files.Where(known => !string.Equals(known.Path, file.Path, StringComparison.Ordinal))
                .Append(file).OrderBy(known => known.Path, StringComparer.Ordinal)];
        }
    }

    // First imports what other processes learned. The files stay open, and so locked, until the change is written.
    private async ValueTask<T> ShareAsync<T>(Func<T> work, Func<T, bool> changes, INoticeSink? notices, CancellationToken cancellationToken)
    {
        if (_files.Length == 0)
        {
            lock (_gate)
                return work();
        }

        var open = new List<RateLimitSnapshotFile.Content>();
        try
        {
            foreach (var file in _files)
            {
                if (await file.OpenAsync(notices, cancellationToken).ConfigureAwait(false) is { } content)
                    open.Add(content);
            }

            T result;
            RateLimitSnapshotDocument[] exports;
            lock (_gate)
            {
                Import(open);
                result = work();
                exports = changes(result) ? [.. open.Select(content => _snapshot.Export(content.Account))] : [];
            }

            foreach (var (content, export) in open.Zip(exports))
                content.Write(export);
            return result;
        }
        finally
        {
            open.ForEach(content => content.Dispose());
        }
    }

    private void Import(List<RateLimitSnapshotFile.Content> open)
    {
        if (open.Count > 0)
            _snapshot.Import([.. open.Select(content => content.Document).OfType<RateLimitSnapshotDocument>()], _serverClock.Now);
    }

    private static DmRateLimit Describe(EndpointRateLimitWindow window)
    {
        var latest = window.Bucket.Latest!.Reported!;
        return new()
        {
            Endpoint = window.Endpoint.Endpoint,
            Kind = window.Kind,
            Limit = latest.Limit,
            Remaining = latest.Remaining,
            ResetsAtUtc = latest.ResetsAtUtc,
            ObservedAtUtc = latest.ObservedAtUtc,
            SharedWith = new(
                window
                    .Bucket.Members.Where(member => member != window)
                    .Select(member => member.Endpoint.Endpoint)
                    .Order(StringComparer.Ordinal)),
        };
    }
}
