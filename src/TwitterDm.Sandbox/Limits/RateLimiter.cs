namespace TwitterDm.Sandbox.Limits;

/// <summary>Counts the requests of each user in each window, and refuses those beyond a limit.</summary>
internal sealed class RateLimiter(TimeProvider clock)
{
    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    // Requests arrive on many threads, and a verdict reads and counts two windows as one step.
    private readonly object _gate = new();
    private readonly Dictionary<(string User, string Group, TimeSpan Length), RateWindow> _windows = [];

    /// <summary>Counts a request, unless it is refused: a refused one uses nothing up.</summary>
    public RateVerdict Count(string user, LimitGroup group)
    {
        lock (_gate)
        {
            var standing = Read(user, group);
            if (standing.Window.Remaining == 0 || standing.Day is { Remaining: 0 })
                return standing with { Refused = true };
            var now = clock.GetUtcNow();
            return new RateVerdict(
                Refused: false,
                Window(user, group, QuarterHour).Count(now, group.RequestsPerWindow),
                group.RequestsPerDay is { } daily ? Window(user, group, Day).Count(now, daily) : null);
        }
    }

    /// <summary>What is left, for an answer that is not counted.</summary>
    public RateVerdict Look(string user, LimitGroup group)
    {
        lock (_gate)
            return Read(user, group);
    }

    private RateVerdict Read(string user, LimitGroup group)
    {
        var now = clock.GetUtcNow();
        return new RateVerdict(
            Refused: false,
            Window(user, group, QuarterHour).Look(now, group.RequestsPerWindow),
            group.RequestsPerDay is { } daily ? Window(user, group, Day).Look(now, daily) : null);
    }

    private RateWindow Window(string user, LimitGroup group, TimeSpan length)
    {
        if (!_windows.TryGetValue((user, group.Name, length), out var window))
            _windows[(user, group.Name, length)] = window = new RateWindow(length);
        return window;
    }
}
