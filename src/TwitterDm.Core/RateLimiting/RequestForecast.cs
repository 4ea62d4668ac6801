namespace TwitterDm.RateLimiting;

/// <summary>Estimates how long a number of requests takes, from the last reported windows.</summary>
internal static class RequestForecast
{
    /// <summary>A request that took longer than this was waiting for a window.</summary>
    public static readonly TimeSpan MaxPace = TimeSpan.FromSeconds(5);

    /// <summary>The time until the last of the requests is done.</summary>
    /// <param name="left">The number of requests.</param>
    /// <param name="pace">How long one request takes, without waits.</param>
    /// <param name="windows">The windows that they count in; the tightest one decides.</param>
    /// <param name="now">The time at X.</param>
    public static TimeSpan TimeFor(int left, TimeSpan pace, IEnumerable<DmRateLimit> windows, DateTimeOffset now)
        => windows.Select(window => TimeFor(left, pace, window, now)).Append(pace * left).Max();

    private static TimeSpan TimeFor(int left, TimeSpan pace, DmRateLimit window, DateTimeOffset now)
    {
        var isOver = window.ResetsAtUtc <= now;
        var beyond = (long)left - (isOver ? window.Limit : window.Remaining);
        if (beyond <= 0 || window.Limit == 0)
            return pace * left;
        var rounds = (beyond + window.Limit - 1) / window.Limit;
        var firstReset = isOver ? LengthOf(window.Kind) : window.ResetsAtUtc - now;
        return firstReset + (LengthOf(window.Kind) * (rounds - 1)) + (pace * (beyond - (window.Limit * (rounds - 1))));
    }

    private static TimeSpan LengthOf(DmRateLimitWindow window)
        => window == DmRateLimitWindow.FifteenMinutes ? TimeSpan.FromMinutes(15) : TimeSpan.FromHours(24);
}
