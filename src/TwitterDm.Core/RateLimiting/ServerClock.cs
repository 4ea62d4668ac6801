namespace TwitterDm.RateLimiting;

/// <summary>
/// What time it is at the API, told by the <c>Date</c> of its answers: a limit ends by that clock, not by ours. One answer alone proves
/// nothing, since something on the way can have written or kept its date: of the last three the middle one counts, of two the smaller one.
/// </summary>
internal sealed class ServerClock(TimeProvider clock)
{
    private const int Witnesses = 3;

    // The header has whole seconds and comes late: a smaller difference is noise.
    private static readonly TimeSpan Noise = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly Queue<TimeSpan> _told = new(Witnesses + 1);
    private long _offsetTicks;

    /// <summary>The time at the API.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + Offset;

    /// <summary>By how much the API's clock is ahead of ours.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    /// <summary>Takes the date of an answer.</summary>
    public void Observe(DateTimeOffset? date)
    {
        if (date is null)
            return;
        lock (_gate)
        {
            _told.Enqueue(date.Value - clock.GetUtcNow());
            if (_told.Count > Witnesses)
                _told.Dequeue();
            var offset = _told.Count < Witnesses ? _told.MinBy(told => told.Duration()) : _told.Order().ElementAt(Witnesses / 2);
            Interlocked.Exchange(ref _offsetTicks, offset.Duration() <= Noise ? 0 : offset.Ticks);
        }
    }
}
