namespace TwitterDm.Sandbox.RateLimits;

/// <summary>Counts the requests of each user in each bucket and refuses those above a limit.</summary>
internal sealed class RateLimiter(TimeProvider clock)
{
    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    // Requests arrive on many threads. Reading and counting both windows must be one atomic step.
    private readonly object _gate = new();
    private readonly Dictionary<(string User, string Bucket, TimeSpan Length), RateLimitWindow> _windows = [];

    /// <summary>Counts a request, unless it is refused: refused requests use up nothing.</summary>
    public RateLimitResult Acquire(string user, RateLimitBucket bucket)
    {
        lock (_gate)
        {
            var current = Read(user, bucket);
            if (current.Window.Remaining == 0 || current.Day is { Remaining: 0 })
                return current with { IsRefused = true };
            var now = clock.GetUtcNow();
            return new RateLimitResult(
                IsRefused: false,
                Window(user, bucket, QuarterHour).Count(now, bucket.RequestsPerWindow),
                bucket.RequestsPerDay is { } daily ? Window(user, bucket, Day).Count(now, daily) : null);
        }
    }

    /// <summary>Reads the limits for a response to a request that is not counted.</summary>
    public RateLimitResult Peek(string user, RateLimitBucket bucket)
    {
        lock (_gate)
            return Read(user, bucket);
    }

    private RateLimitResult Read(string user, RateLimitBucket bucket)
    {
        var now = clock.GetUtcNow();
        return new RateLimitResult(
            IsRefused: false,
            Window(user, bucket, QuarterHour).Peek(now, bucket.RequestsPerWindow),
            bucket.RequestsPerDay is { } daily ? Window(user, bucket, Day).Peek(now, daily) : null);
    }

    private RateLimitWindow Window(string user, RateLimitBucket bucket, TimeSpan length)
    {
        if (!_windows.TryGetValue((user, bucket.Name, length), out var window))
            _windows[(user, bucket.Name, length)] = window = new RateLimitWindow(length);
        return window;
    }
}
