using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.RateLimiting;

/// <summary>
/// The picture of one account's rate limits that the answers gave: one for all its connections and threads in this process, and through
/// files beside its saved profiles for other processes. Thread-safe.
/// </summary>
internal sealed class RateLimiter
{
    private readonly object _gate = new();
    private readonly ServerClock _serverClock;
    private readonly RateLimitTable _book;
    private readonly RateLimitSnapshot _exchange;
    private volatile RateLimitSnapshotFile[] _files = [];

    public RateLimiter(ServerClock serverClock, TimeProvider clock)
    {
        _serverClock = serverClock;
        _book = new RateLimitTable(clock);
        _exchange = new RateLimitSnapshot(_book, clock);
    }

    /// <summary>Takes one request out of the endpoint's windows, if each of them has one left.</summary>
    /// <returns>Why it has to wait, or the reservation: it has to be settled.</returns>
    public ValueTask<(RateLimitWait? Wait, RateLimitLease? Reservation)> TryReserveAsync(
        string endpoint, Operation operation, CancellationToken cancellationToken)
        => ShareAsync<(RateLimitWait?, RateLimitLease?)>(
            () => _book.WaitAt(endpoint, _serverClock.Now) is { } wait ? (wait, null) : (null, _book.Reserve(endpoint)),
            result => result.Item2 is not null,
            operation,
            cancellationToken);

    /// <summary>Why a request would have to wait now.</summary>
    public ValueTask<RateLimitWait?> WaitForAsync(string endpoint, Operation operation, CancellationToken cancellationToken)
        => ShareAsync(() => _book.WaitAt(endpoint, _serverClock.Now), _ => false, operation, cancellationToken);

    /// <summary>Takes what an answer tells; without an answer, the reserved request counts as not made.</summary>
    public async ValueTask SettleAsync(RateLimitLease reservation, RateLimitObservation? answer, Operation operation)
        => await ShareAsync(
            () =>
            {
                _book.Settle(reservation, answer);
                return true;
            },
            settled => settled,
            operation,
            CancellationToken.None).ConfigureAwait(false);

    /// <summary>The windows as last told, in the order of endpoints.</summary>
    public IReadOnlyList<DmRateLimit> Snapshot()
    {
        LookIntoFiles();
        lock (_gate)
            return [.. _book.Endpoints.SelectMany(endpoint => endpoint.Windows).Where(window => window.Told is not null).Select(Describe)];
    }

    /// <summary>How long a request to an endpoint takes by itself.</summary>
    public TimeSpan PaceOf(string endpoint)
    {
        lock (_gate)
            return _book.Of(endpoint).Pace;
    }

    /// <summary>Takes in what was learnt before it was known whose limits they are.</summary>
    public void Absorb(RateLimiter other)
    {
        RateLimitSnapshotDocument learnt;
        lock (other._gate)
            learnt = other._exchange.Export(string.Empty);
        lock (_gate)
            _exchange.Learn(learnt, _serverClock.Now);
    }

    /// <summary>From now on, other processes hear of it through this file, and it of them.</summary>
    public void ShareBy(RateLimitSnapshotFile file)
    {
        lock (_gate)
        {
            // In one order everywhere, so that no two processes wait for each other. A profile that was forgotten can be saved again.
            _files = [.. _files.Where(known => !string.Equals(known.Path, file.Path, StringComparison.Ordinal))
                .Append(file).OrderBy(known => known.Path, StringComparer.Ordinal)];
        }
    }

    // What others learnt and reserved comes first; what is reserved or learnt here is written before another process can look.
    private async ValueTask<T> ShareAsync<T>(Func<T> work, Func<T, bool> changes, Operation operation, CancellationToken cancellationToken)
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
                if (await file.OpenAsync(operation, cancellationToken).ConfigureAwait(false) is { } content)
                    open.Add(content);
            }

            lock (_gate)
            {
                Import(open);
                var result = work();
                if (changes(result))
                    open.ForEach(content => content.Write(_exchange.Export(content.Account)));
                return result;
            }
        }
        finally
        {
            open.ForEach(content => content.Dispose());
        }
    }

    // Whoever only looks does not wait for a file that another process has for a moment.
    private void LookIntoFiles()
    {
        var open = _files.Select(file => file.TryOpen(new Operation(DmCallOptions.Default), out _)).OfType<RateLimitSnapshotFile.Content>().ToList();
        lock (_gate)
            Import(open);
        open.ForEach(content => content.Dispose());
    }

    private void Import(List<RateLimitSnapshotFile.Content> open)
    {
        if (open.Count > 0)
            _exchange.Import([.. open.Select(content => content.Read).OfType<RateLimitSnapshotDocument>()], _serverClock.Now);
    }

    private static DmRateLimit Describe(EndpointRateLimitWindow window)
    {
        var told = window.Counter.Latest!.Told!;
        return new()
        {
            Endpoint = window.Endpoint.Endpoint,
            Window = window.Kind,
            Limit = told.Limit,
            Remaining = told.Remaining,
            ResetsAt = told.ResetsAt,
            ObservedAt = told.ObservedAt,
            SharedWith = new(window.Counter.Members.Where(member => member != window).Select(member => member.Endpoint.Endpoint).Order(StringComparer.Ordinal)),
        };
    }
}
