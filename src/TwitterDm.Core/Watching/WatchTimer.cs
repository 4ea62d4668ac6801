namespace TwitterDm.Watching;

/// <summary>
/// Waits until something is due, by the time of day as well as by the time that passed: a computer that slept continues at once, and a
/// clock that was set back delays nothing.
/// </summary>
/// <param name="clock">Provides the time.</param>
internal sealed class WatchTimer(TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MinDelay = TimeSpan.FromMilliseconds(1);

    private DateTimeOffset _dueAt;
    private TimeSpan _delay;
    private long _from = clock.GetTimestamp();

    /// <summary>The time that is left; zero or less if it is due.</summary>
    public TimeSpan Left
    {
        get
        {
            var byClock = _dueAt - clock.GetUtcNow();
            var byTime = _delay - clock.GetElapsedTime(_from);
            return byClock < byTime ? byClock : byTime;
        }
    }

    /// <summary>Starts anew.</summary>
    public void Set(TimeSpan delay)
    {
        (_dueAt, _delay, _from) = (clock.GetUtcNow() + delay, delay, clock.GetTimestamp());
    }

    /// <summary>Waits until it is due.</summary>
    /// <returns>How far the clock jumped ahead during the wait; zero if it did not.</returns>
    public async Task<TimeSpan> WaitAsync(CancellationToken cancellationToken)
    {
        var gap = TimeSpan.Zero;
        while (Left is var left && left > TimeSpan.Zero)
        {
            var tick = left < MinDelay ? MinDelay : left < Tick ? left : Tick;
            var before = clock.GetUtcNow();
            await Task.Delay(tick, clock, cancellationToken).ConfigureAwait(false);
            var passed = clock.GetUtcNow() - before - tick;
            gap = passed > Gap ? passed : gap;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return gap;
    }
}
