namespace TwitterDm.RateLimiting;

/// <summary>What is known of the limits of one account, by endpoint and window. Its owner sees to it that one thread at a time is here.</summary>
internal sealed class RateLimitTable(TimeProvider clock)
{
    private readonly SortedDictionary<string, EndpointRateLimits> _endpoints = new(StringComparer.Ordinal);

    // Numbers the moments: what was asked before something was told cannot contradict it.
    private long _moment;

    public IEnumerable<EndpointRateLimits> Endpoints => _endpoints.Values;

    /// <summary>When endpoints were last put together or apart.</summary>
    public DateTimeOffset GroupedAt { get; private set; }

    public IEnumerable<RateLimitBucket> Counters => Windows.Select(window => window.Counter).Distinct();

    private IEnumerable<EndpointRateLimitWindow> Windows => _endpoints.Values.SelectMany(endpoint => endpoint.Windows);

    public EndpointRateLimits Of(string endpoint)
    {
        if (!_endpoints.TryGetValue(endpoint, out var limits))
            _endpoints[endpoint] = limits = new EndpointRateLimits(endpoint);
        return limits;
    }

    /// <summary>Why a request has to wait; null when it may go. Of several reasons the one that lasts longest.</summary>
    public RateLimitWait? WaitAt(string endpoint, DateTimeOffset now)
    {
        var windows = Of(endpoint).Windows;
        var closedUntil = windows[(int)DmRateLimitWindow.FifteenMinutes].Counter.Members.Max(member => member.Endpoint.ClosedUntil);
        return windows.Select(window => window.Counter.WaitAt(endpoint, now))
            .Append(now < closedUntil + RateLimitBucket.Margin ? new($"{endpoint}: X refused the request (429)", closedUntil) : null)
            .OfType<RateLimitWait>()
            .MaxBy(wait => wait.Until);
    }

    public RateLimitLease Reserve(string endpoint)
    {
        Of(endpoint).InFlight++;
        return new(endpoint, ++_moment, clock.GetTimestamp());
    }

    /// <summary>Ends a reservation. Without an answer nobody knows whether the request was counted; it is taken as not made.</summary>
    public void Settle(RateLimitLease reservation, RateLimitObservation? answer)
    {
        var limits = Of(reservation.Endpoint);
        foreach (var window in limits.Windows)
        {
            if (answer?.Told.FirstOrDefault(told => told.Window == window.Kind) is { } told)
                Take(window, told, answer, reservation.Moment);
            else
                window.Untold++;
        }

        limits.InFlight--;
        if (answer is { IsSuccess: true })
            limits.TakePace(clock.GetElapsedTime(reservation.StartedAt));
        if (answer?.ClosedUntil > limits.ClosedUntil)
            limits.ClosedUntil = answer.ClosedUntil.Value;
    }

    /// <summary>Takes what somebody else was told.</summary>
    public void Learn(EndpointRateLimitWindow window, DmRateLimit told)
    {
        if (window.Told is not { } known || Later(told, known))
            window.Take(told, _moment, ++_moment);
    }

    /// <summary>Counts endpoints together as somebody else found them to be, if that is newer.</summary>
    /// <param name="groups">The endpoints that share a window, by kind.</param>
    /// <param name="groupedAt">When it was found out.</param>
    public void Regroup(IEnumerable<(DmRateLimitWindow Kind, IReadOnlyList<string> Endpoints)> groups, DateTimeOffset groupedAt)
    {
        if (groupedAt <= GroupedAt)
            return;
        GroupedAt = groupedAt;
        foreach (var window in Windows)
            window.Counter = new RateLimitBucket(window);
        foreach (var (kind, endpoints) in groups)
        {
            var first = Of(endpoints[0]).Windows[(int)kind].Counter;
            foreach (var endpoint in endpoints.Skip(1))
                first.Merge(Of(endpoint).Windows[(int)kind].Counter);
        }
    }

    private void Take(EndpointRateLimitWindow window, DmRateLimit told, RateLimitObservation answer, long askedAt)
    {
        if (BucketInference.Weigh(window, told, answer, askedAt, Counters))
            GroupedAt = new(Math.Max(GroupedAt.UtcTicks + 1, clock.GetUtcNow().UtcTicks), TimeSpan.Zero);
        window.Take(told, askedAt, ++_moment);
    }

    // Within one window less is later, whenever it was written down.
    private static bool Later(DmRateLimit told, DmRateLimit known)
        => told.ResetsAt == known.ResetsAt ? told.Remaining < known.Remaining : told.ObservedAt > known.ObservedAt;
}

/// <summary>One request that may go.</summary>
/// <param name="Endpoint">Where to.</param>
/// <param name="Moment">When it was reserved, as a number of the book.</param>
/// <param name="StartedAt">When it was reserved, as a timestamp of the clock.</param>
internal sealed record RateLimitLease(string Endpoint, long Moment, long StartedAt);
