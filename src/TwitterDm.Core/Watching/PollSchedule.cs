using TwitterDm.RateLimiting;

namespace TwitterDm.Watching;

/// <summary>
/// When to poll: the requests that the windows have left, less a fifth for other work, are spread evenly over the rest of each window. The
/// tightest window decides. Without a report of the limits, as often as 15 requests in 15 minutes allow.
/// </summary>
/// <param name="limits">The rate limits as last reported.</param>
/// <param name="serverNow">Provides the time at X.</param>
internal sealed class PollSchedule(Func<IEnumerable<DmRateLimit>> limits, Func<DateTimeOffset> serverNow)
{
    /// <summary>The shortest time between two polls.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(5);

    private const double ShareAtOnce = 3;

    private static readonly TimeSpan IntervalWithoutReport = TimeSpan.FromSeconds(75);

    // Reset times have whole seconds.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>The time until the next poll.</summary>
    /// <param name="requests">How many requests it makes to each endpoint.</param>
    public TimeSpan NextInterval(IReadOnlyDictionary<string, int> requests)
    {
        var now = serverNow();
        var intervals = limits()
            .Where(limit => requests.ContainsKey(limit.Endpoint))
            .Select(limit => IntervalFor(limit, RequestsIn(limit, requests), now))
            .ToArray();
        var interval = intervals.Length == 0 ? IntervalWithoutReport : intervals.Max();
        return interval > MinInterval ? interval : MinInterval;
    }

    /// <summary>
    /// The time until requests can be made that something has caused; zero for at once. A third of a window can be used at any time, and
    /// the rest evenly, so that what comes late in the window does not wait for its end.
    /// </summary>
    /// <param name="requests">How many requests to each endpoint.</param>
    public TimeSpan TimeUntilRoom(IReadOnlyDictionary<string, int> requests)
    {
        var now = serverNow();
        return limits().Where(limit => requests.ContainsKey(limit.Endpoint) && limit.ResetsAtUtc > now)
            .Select(limit => TimeUntilRoom(limit, RequestsIn(limit, requests), limit.ResetsAtUtc - now)).Append(TimeSpan.Zero).Max();
    }

    /// <summary>The time until requests can be made, and no sooner than after a delay.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="requests">How many requests to each endpoint.</param>
    public TimeSpan TimeUntilRoomAfter(TimeSpan delay, IReadOnlyDictionary<string, int> requests)
    {
        var room = TimeUntilRoom(requests);
        return delay > room ? delay : room;
    }

    private static TimeSpan TimeUntilRoom(DmRateLimit limit, int requests, TimeSpan left)
    {
        var reserve = RateLimitBucket.ReserveOf(limit.Limit);
        var usable = limit.Limit - reserve;
        var afterwards = limit.Remaining - reserve - requests;
        if (afterwards < 0)
            return left + Margin;
        // With an even use, that many are left when this share of the window is.
        var due = LengthOf(limit.Kind) * Math.Min(1, (afterwards + (usable / ShareAtOnce)) / Math.Max(1.0, usable));
        return left > due ? left - due : TimeSpan.Zero;
    }

    // Endpoints that share a window use it up together.
    private static int RequestsIn(DmRateLimit limit, IReadOnlyDictionary<string, int> requests)
        => requests[limit.Endpoint] + limit.SharedWith.Sum(other => requests.GetValueOrDefault(other));

    private static TimeSpan IntervalFor(DmRateLimit limit, int requests, DateTimeOffset now)
    {
        var reserve = RateLimitBucket.ReserveOf(limit.Limit);
        var left = limit.ResetsAtUtc - now;
        if (left <= TimeSpan.Zero)
            return LengthOf(limit.Kind) / Math.Max(1, (limit.Limit - reserve) / requests);
        var polls = (limit.Remaining - reserve) / requests;
        return polls <= 0 ? left + Margin : left / (polls + 1);
    }

    private static TimeSpan LengthOf(DmRateLimitWindow window)
        => window == DmRateLimitWindow.FifteenMinutes ? TimeSpan.FromMinutes(15) : TimeSpan.FromHours(24);
}
