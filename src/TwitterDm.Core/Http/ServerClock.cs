namespace TwitterDm.Http;

/// <summary>What time it is at the API, told by the <c>Date</c> of its answers: a limit ends by that clock, not by ours.</summary>
internal sealed class ServerClock(TimeProvider clock)
{
    // The header has whole seconds and comes late: a smaller difference is noise.
    private static readonly TimeSpan Noise = TimeSpan.FromSeconds(2);

    private long _offsetTicks;

    /// <summary>The time at the API.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + Offset;

    /// <summary>By how much the API's clock is ahead of ours.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    public void Observe(DateTimeOffset? date)
    {
        if (date is null)
            return;
        var offset = date.Value - clock.GetUtcNow();
        Interlocked.Exchange(ref _offsetTicks, offset.Duration() <= Noise ? 0 : offset.Ticks);
    }
}
