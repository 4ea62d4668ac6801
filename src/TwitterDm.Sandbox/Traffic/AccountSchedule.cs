using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Traffic;

/// <summary>When the events of one account are due: evenly spread, each a little early.</summary>
internal sealed class AccountSchedule
{
    private const int MaxWaiting = 10_000;
    private const int JitterParts = 1_000;
    private const double JitterShare = 0.9;

    private readonly DateTimeOffset _start;
    private readonly TimeSpan _period;
    private readonly int _seed;
    private long _next;

    /// <summary>Creates a schedule.</summary>
    /// <param name="account">The account.</param>
    /// <param name="seed">The seed of the account.</param>
    /// <param name="start">When the traffic of all accounts began.</param>
    /// <param name="period">The time between two events.</param>
    /// <param name="now">Events before this time did not happen, since nobody looked.</param>
    public AccountSchedule(Person account, int seed, DateTimeOffset start, TimeSpan period, DateTimeOffset now)
    {
        (Account, _seed, _start, _period) = (account, seed, start, period);
        _next = Math.Max(0, (now - start).Ticks / period.Ticks);
        while (NextDue <= now)
            _next++;
    }

    public Person Account { get; }

    public DateTimeOffset NextDue => DueAt(_next);

    /// <summary>Takes the next event: its number, and random numbers for it.</summary>
    public (long Number, RandomSequence Random) Take()
    {
        var number = _next++;
        return (number, new RandomSequence(SplitMix64.Hash(_seed, stream: 1, number)));
    }

    /// <summary>Leaves out what is due for so long that nobody waits for it.</summary>
    public void SkipOld(DateTimeOffset now) => _next = Math.Max(_next, ((now - _start).Ticks / _period.Ticks) - MaxWaiting);

    private DateTimeOffset DueAt(long number)
    {
        var early = SplitMix64.Hash(_seed, stream: 2, number) % JitterParts / (double)JitterParts * JitterShare;
        return _start + (_period * (number + 1 - early));
    }
}
