using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Traffic;

/// <summary>
/// Lets the sandbox's people write by the clock, to each account that someone uses. What happens, and when, depends on the seed. Events
/// happen when somebody looks, with the time at which they were due. Thread-safe.
/// </summary>
internal sealed class TrafficGenerator(TimeProvider clock, int seed, int eventsPerMinute, MessageTraffic messages, ChatTraffic? chats)
    : IScheduledEvents
{
    private const int SeedStream = -10;
    private const int ChatOneIn = 3;

    private readonly object _gate = new();
    private readonly Dictionary<long, AccountSchedule> _schedules = [];
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly TimeSpan _period = TimeSpan.FromMinutes(1) / eventsPerMinute;

    /// <inheritdoc />
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
                return _schedules.Count > 0 ? _schedules.Values.Min(schedule => schedule.NextDue) : null;
        }
    }

    /// <inheritdoc />
    public void Use(Person account)
    {
        lock (_gate)
        {
            if (!_schedules.ContainsKey(account.Id))
            {
                _schedules[account.Id] = new AccountSchedule(
                    account,
                    (int)SplitMix64.Hash(seed, SeedStream, account.Id),
                    _start,
                    _period,
                    clock.GetUtcNow());
            }
        }
    }

    /// <inheritdoc />
    public void DeliverDue()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            foreach (var schedule in _schedules.Values)
                schedule.SkipOld(now);
            while (_schedules.Values.MinBy(schedule => schedule.NextDue) is { } next && next.NextDue <= now)
                Deliver(next);
        }
    }

    private void Deliver(AccountSchedule schedule)
    {
        var due = schedule.NextDue;
        var random = schedule.Take().Random;
        // A chat can be unable to take a message, for example while its key is out of date.
        if (!random.OneIn(ChatOneIn) || chats?.TryWrite(schedule.Account, ref random, due) is null or false)
            messages.Write(schedule.Account, ref random, due);
    }
}
