namespace TwitterDm.Http;

/// <summary>The picture of the rate limits that the answers gave, by endpoint and window; one for a connection, for all its threads.</summary>
internal sealed class RateLimitTracker(TimeProvider clock)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, EndpointLimits> _endpoints = new(StringComparer.Ordinal);

    public ServerClock ServerClock { get; } = new(clock);

    /// <summary>The windows as last told, in the order of endpoints.</summary>
    public IReadOnlyList<DmRateLimit> Snapshot()
    {
        lock (_gate)
        {
            return [.. _endpoints.Values
                .SelectMany(endpoint => endpoint.Windows.Values)
                .OrderBy(told => told.Endpoint, StringComparer.Ordinal)
                .ThenBy(told => told.Window)];
        }
    }

    /// <summary>Takes one request out of the endpoint's windows, if each of them has one left.</summary>
    /// <returns>Why the request has to wait; null when it may go.</returns>
    public RateLimitWait? TryReserve(string endpoint)
    {
        lock (_gate)
        {
            var limits = Of(endpoint);
            if (limits.WaitAt(ServerClock.Now) is { } wait)
                return wait;
            limits.InFlight++;
            return null;
        }
    }

    /// <summary>Takes what an answer tells; without an answer, the reserved request counts as not made.</summary>
    public void Settle(string endpoint, HttpResponseMessage? response)
    {
        lock (_gate)
        {
            var limits = Of(endpoint);
            limits.InFlight--;
            if (response is null)
                return;
            ServerClock.Observe(response.Headers.Date);
            foreach (var told in RateLimitHeaders.Read(response, endpoint, clock.GetUtcNow()))
                limits.Tell(told);
        }
    }

    /// <summary>Keeps an endpoint closed after a refusal that its windows do not explain.</summary>
    public void Close(string endpoint, DateTimeOffset until)
    {
        lock (_gate)
            Of(endpoint).ClosedUntil = until;
    }

    private EndpointLimits Of(string endpoint)
    {
        if (!_endpoints.TryGetValue(endpoint, out var limits))
            _endpoints[endpoint] = limits = new EndpointLimits(endpoint);
        return limits;
    }

    private sealed class EndpointLimits(string endpoint)
    {
        public Dictionary<DmRateLimitWindow, DmRateLimit> Windows { get; } = [];

        public int InFlight { get; set; }

        public DateTimeOffset ClosedUntil { get; set; }

        public RateLimitWait? WaitAt(DateTimeOffset now)
        {
            var full = Windows.Values
                .Where(told => now < told.ResetsAt && told.Remaining - InFlight <= 0)
                .MaxBy(told => told.ResetsAt);
            if (full is not null && full.ResetsAt >= ClosedUntil)
                return new($"{endpoint}: all {full.Limit} requests of the window are used", full.ResetsAt);
            return now < ClosedUntil ? new($"{endpoint}: X refused the request (429)", ClosedUntil) : null;
        }

        // Answers can overtake each other: within one window the smaller remainder is the later one.
        public void Tell(DmRateLimit told)
        {
            if (!Windows.TryGetValue(told.Window, out var known) || told.ResetsAt != known.ResetsAt || told.Remaining <= known.Remaining)
                Windows[told.Window] = told;
        }
    }
}
