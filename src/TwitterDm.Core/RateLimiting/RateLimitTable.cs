namespace TwitterDm.RateLimiting;

/// <summary>
/// What is known about the limits of one account, by endpoint and window. Not thread-safe: the owner synchronizes access.
/// </summary>
internal sealed class RateLimitTable(TimeProvider clock)
{
    private readonly Dictionary<string, EndpointRateLimits> _endpoints = new(StringComparer.Ordinal);

    // Orders requests and reports: a request that was made before a report cannot contradict it.
    private long _sequence;

    /// <summary>The endpoints, in the order of their names.</summary>
    public IEnumerable<EndpointRateLimits> Endpoints => _endpoints.Values.OrderBy(limits => limits.Endpoint, StringComparer.Ordinal);

    /// <summary>When endpoints were last merged into a bucket or separated.</summary>
    public DateTimeOffset GroupedAt { get; private set; }

    public IEnumerable<RateLimitBucket> Buckets => Windows.Select(window => window.Bucket).Distinct();

    private IEnumerable<EndpointRateLimitWindow> Windows => _endpoints.Values.SelectMany(endpoint => endpoint.Windows);

    public EndpointRateLimits GetOrAdd(string endpoint)
    {
        if (!_endpoints.TryGetValue(endpoint, out var limits))
            _endpoints[endpoint] = limits = new EndpointRateLimits(endpoint);
        return limits;
    }

    /// <summary>Why a request has to wait; null if it may be sent. Of several reasons, the one that lasts longest.</summary>
    public RateLimitWait? FindWait(string endpoint, DateTimeOffset now, bool leavesReserve = false)
    {
        var windows = GetOrAdd(endpoint).Windows;
        var closedUntil = windows[(int)DmRateLimitWindow.FifteenMinutes].Bucket.Members.Max(member => member.Endpoint.ClosedUntil);
        RateLimitWait? longest = null;
        foreach (var window in windows)
        {
            if (window.Bucket.FindWait(endpoint, now, leavesReserve) is { } wait && !(wait.Until <= longest?.Until))
                longest = wait;
        }

        return now < closedUntil + RateLimitBucket.Margin && !(closedUntil <= longest?.Until)
            ? new($"{endpoint}: X refused the request (429)", closedUntil)
            : longest;
    }

    /// <summary>Counts a request that is about to be sent.</summary>
    public RateLimitLease Acquire(string endpoint)
    {
        GetOrAdd(endpoint).InFlight++;
        return new(endpoint, ++_sequence, clock.GetTimestamp());
    }

    /// <summary>
    /// Ends a lease. Without a response, it is unknown whether the request was counted; it does not reduce the remainder.
    /// </summary>
    public void Release(RateLimitLease lease, RateLimitObservation? observation)
    {
        var limits = GetOrAdd(lease.Endpoint);
        foreach (var window in limits.Windows)
        {
            if (observation?.Reports.FirstOrDefault(report => report.Kind == window.Kind) is { } report)
                Update(window, report, observation, lease.Sequence);
            else
                window.Unreported++;
        }

        limits.InFlight--;
        if (observation is { IsSuccess: true })
            limits.AddDuration(clock.GetElapsedTime(lease.StartedAt));
        if (observation?.ClosedUntil > limits.ClosedUntil)
            limits.ClosedUntil = observation.ClosedUntil.Value;
    }

    /// <summary>Stores a report that another process received.</summary>
    public void Import(EndpointRateLimitWindow window, DmRateLimit report)
    {
        if (window.Reported is not { } known || IsLater(report, known))
            window.Update(report, _sequence, ++_sequence);
    }

    /// <summary>Applies the grouping of endpoints that another process inferred, if it is newer.</summary>
    /// <param name="groups">The endpoints that share a window, by kind.</param>
    /// <param name="groupedAt">When that was inferred.</param>
    public void Regroup(IEnumerable<(DmRateLimitWindow Kind, IReadOnlyList<string> Endpoints)> groups, DateTimeOffset groupedAt)
    {
        if (groupedAt <= GroupedAt)
            return;
        GroupedAt = groupedAt;
        foreach (var window in Windows)
            window.Bucket = new RateLimitBucket(window);
        foreach (var (kind, endpoints) in groups)
        {
            var first = GetOrAdd(endpoints[0]).Windows[(int)kind].Bucket;
            foreach (var endpoint in endpoints.Skip(1))
                first.Merge(GetOrAdd(endpoint).Windows[(int)kind].Bucket);
        }
    }

    private void Update(EndpointRateLimitWindow window, DmRateLimit report, RateLimitObservation observation, long requestedAt)
    {
        if (BucketInference.Infer(window, report, observation, requestedAt, Buckets))
            GroupedAt = new(Math.Max(GroupedAt.UtcTicks + 1, clock.GetUtcNow().UtcTicks), TimeSpan.Zero);
        window.Update(report, requestedAt, ++_sequence);
    }

    // Within one window, a smaller remainder is later, regardless of when it was written.
    private static bool IsLater(DmRateLimit report, DmRateLimit known)
        => report.ResetsAtUtc == known.ResetsAtUtc ? report.Remaining < known.Remaining : report.ObservedAtUtc > known.ObservedAtUtc;
}

/// <summary>One request that may be sent.</summary>
/// <param name="Endpoint">The endpoint that it is sent to.</param>
/// <param name="Sequence">When it was acquired, as a sequence number of the table.</param>
/// <param name="StartedAt">When it was acquired, as a timestamp of the clock.</param>
internal sealed record RateLimitLease(string Endpoint, long Sequence, long StartedAt);
