namespace TwitterDm.Bench.Listings;

/// <summary>A clock that stands still until it is started, and that can be advanced.</summary>
/// <param name="inner">The clock that it follows after the start.</param>
internal sealed class BenchClock(TimeProvider inner) : TimeProvider
{
    private readonly DateTimeOffset _start = inner.GetUtcNow();
    private bool _runs;
    private TimeSpan _ahead;

    public void LetGo() => _runs = true;

    public void PutForward(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => _runs ? inner.GetUtcNow() + _ahead : _start;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
}
