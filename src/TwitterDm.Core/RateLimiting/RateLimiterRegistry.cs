using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TwitterDm.RateLimiting;

/// <summary>
/// The limiters of this process, one for each account. They outlive their connections, so that a new connection knows what was used. Times
/// belong to one clock, so each clock has limiters of its own, which are collected with it.
/// </summary>
internal static class RateLimiterRegistry
{
    private static readonly ConditionalWeakTable<TimeProvider, Entry> ByClock = [];

    /// <summary>The clock of an API.</summary>
    public static ServerClock ServerClockOf(TimeProvider clock, string authority)
        => ByClock.GetOrCreateValue(clock).ServerClocks.GetOrAdd(authority, static (_, clock) => new ServerClock(clock), clock);

    /// <summary>The limiter of an account.</summary>
    public static RateLimiter LimiterOf(string account, TimeProvider clock, ServerClock serverClock, TimeSpan leaseLife)
        => ByClock
            .GetOrCreateValue(clock)
            .Limiters.GetOrAdd(
                account,
                static (_, given) => new RateLimiter(given.serverClock, given.clock, given.leaseLife),
                (serverClock, clock, leaseLife));

    private sealed class Entry
    {
        public ConcurrentDictionary<string, ServerClock> ServerClocks { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, RateLimiter> Limiters { get; } = new(StringComparer.Ordinal);
    }
}
