namespace TwitterDm.Testing;

/// <summary>A clock that stands still until a test advances it; timers fire in the order of their due times.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;

    public ManualClock(DateTimeOffset? start = null) => _now = start ?? new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The number of pending timers, so that a test can wait until the code under test waits.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate)
                return _timers.Count(timer => timer.Due is not null);
        }
    }

    /// <summary>When the next timer is due; null if there is none.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
                return _timers.Min(timer => timer.Due);
        }
    }

    /// <summary>When the pending timers are due.</summary>
    public IReadOnlyList<DateTimeOffset> Dues
    {
        get
        {
            lock (_gate)
                return [.. _timers.Select(timer => timer.Due).OfType<DateTimeOffset>().Order()];
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Advances the time and fires the timers that become due.</summary>
    public void Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (TakeNextDue(target) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = target;
    }

    /// <summary>Sets the time ahead, and the timers behind: the computer slept.</summary>
    public void Sleep(TimeSpan time)
    {
        lock (_gate)
        {
            _now += time;
            foreach (var timer in _timers.Where(timer => timer.Due is not null))
                timer.Due += time;
        }
    }

    /// <summary>
    /// Repeatedly advances the time to the next due timer until the task has ended. A timer that was set for longer than the longest step
    /// is the timeout of a request in progress on a real socket: the time stops before it, however short the steps towards it are. The
    /// total real time is bounded.
    /// </summary>
    public async Task RunAsync(Task task, TimeSpan? longestStep = null, TimeSpan? realTimeLimit = null)
    {
        var step = longestStep ?? TimeSpan.FromSeconds(60);
        var deadline = Environment.TickCount64 + (long)(realTimeLimit ?? TimeSpan.FromSeconds(30)).TotalMilliseconds;
        while (!task.IsCompleted && Environment.TickCount64 < deadline)
        {
            if (NextDueOf(step) is { } due)
                Advance(due - GetUtcNow());
            else
                await Task.WhenAny(task, Task.Delay(1));
        }

        if (!task.IsCompleted)
            throw new TimeoutException("The work did not end although the clock was moved.");
        await task;
    }

    /// <summary>The same for a task with a result.</summary>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan? longestStep = null, TimeSpan? realTimeLimit = null)
    {
        await RunAsync((Task)task, longestStep, realTimeLimit);
        return await task;
    }

    // When the next timer is due, unless it was set for longer than a step.
    private DateTimeOffset? NextDueOf(TimeSpan step)
    {
        lock (_gate)
            return _timers.Where(timer => timer.Due is not null).MinBy(timer => timer.Due) is { } next && next.Length <= step ? next.Due : null;
    }

    private ManualTimer? TakeNextDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (next?.Due is not { } due)
                return null;
            _now = due > _now ? due : _now;
            next.Due = next.Period > TimeSpan.Zero ? due + next.Period : null;
            return next;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Length { get; private set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Length = dueTime;
                Period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                if (!clock._timers.Contains(this))
                    clock._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
