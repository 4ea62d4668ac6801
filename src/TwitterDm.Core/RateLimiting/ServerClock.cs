namespace TwitterDm.RateLimiting;

/// <summary>
/// The API's clock, by the <c>Date</c> of its responses: a limit ends by that clock, not by ours. One response alone proves nothing, since
/// an intermediary can have set or cached its date: of the last three offsets the middle one counts, of two the smaller one.
/// </summary>
internal sealed class ServerClock(TimeProvider clock)
{
    private const int MaxSamples = 3;

    // The header has whole seconds and arrives late: a smaller difference is noise.
    private static readonly TimeSpan Noise = TimeSpan.FromSeconds(2);

    // A clock that is off by more would not even accept X's certificate: such a date is wrong.
    private static readonly TimeSpan MaxOffset = TimeSpan.FromDays(5 * 366);

    // How much an offset matters that a single response reports, and how far those of several may be apart.
    private static readonly TimeSpan Agreement = TimeSpan.FromMinutes(5);

    private readonly object _gate = new();
    private readonly Queue<TimeSpan> _samples = new(MaxSamples + 1);
    private long _offsetTicks;
    private volatile bool _isProven = true;

    /// <summary>The time at the API.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + Offset;

    /// <summary>How far the API's clock is ahead of ours.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    /// <summary>Whether the offset is small, or at least two responses agree on it.</summary>
    public bool IsProven => _isProven;

    /// <summary>Records the date of a response, if it is plausible.</summary>
    public void Observe(DateTimeOffset? date)
    {
        if (date - clock.GetUtcNow() is not { } sample || sample.Duration() > MaxOffset)
            return;
        lock (_gate)
        {
            _samples.Enqueue(sample);
            if (_samples.Count > MaxSamples)
                _samples.Dequeue();
            var offset = Typical([.. _samples]);
            Interlocked.Exchange(ref _offsetTicks, offset.Duration() <= Noise ? 0 : offset.Ticks);
            _isProven = offset.Duration() <= Agreement || _samples.Count(other => (other - offset).Duration() <= Agreement) > 1;
        }
    }

    private static TimeSpan Typical(TimeSpan[] samples) => samples switch
    {
        [var single] => single,
        [var one, var other] => one.Duration() <= other.Duration() ? one : other,
        [var one, var two, var three] => Larger(Smaller(one, two), Smaller(Larger(one, two), three)),
        _ => TimeSpan.Zero,
    };

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Larger(TimeSpan one, TimeSpan other) => one < other ? other : one;
}
