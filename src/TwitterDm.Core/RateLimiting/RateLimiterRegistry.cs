using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TwitterDm.RateLimiting;

/// <summary>
/// The pictures of this process, one for each account. They outlive their connections: who connects again knows what was used. Times are
/// one clock's, so that each clock has pictures of its own, which go with it.
/// </summary>
internal static class RateLimiterRegistry
{
    private static readonly ConditionalWeakTable<TimeProvider, Known> ByClock = [];

    /// <summary>What time it is at an API.</summary>
    public static ServerClock ServerClockOf(TimeProvider clock, string authority)
        => ByClock.GetOrCreateValue(clock).ServerClocks.GetOrAdd(authority, static (_, clock) => new ServerClock(clock), clock);

    /// <summary>The picture of an account.</summary>
    public static RateLimiter PictureOf(TimeProvider clock, string account, ServerClock serverClock)
        => ByClock.GetOrCreateValue(clock).Pictures.GetOrAdd(account, static (_, clocks) => new RateLimiter(clocks.serverClock, clocks.clock), (serverClock, clock));

    private sealed class Known
    {
        public ConcurrentDictionary<string, ServerClock> ServerClocks { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, RateLimiter> Pictures { get; } = new(StringComparer.Ordinal);
    }
}
