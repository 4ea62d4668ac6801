using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>
/// Generated events, newest first. Times and ids can be computed from positions, and positions from ids. One sequence holds the last 30
/// days, and each conversation with older events has one more.
/// </summary>
internal sealed class EventSequence(int seed, int number, long newest, TimeSpan span, int count)
{
    private const int NumberBits = 4;
    private const long MaxJitter = 6 * 60 * 60 * 1000;

    private readonly long _step = (long)span.TotalMilliseconds / Math.Max(1, count);

    public int Number => number;

    public int Count => count;

    public ulong DrawAt(int position) => SplitMix64.Hash(seed, number, position);

    // The jitter is smaller than a step, so times and ids strictly decrease from one position to the next.
    public long TimeAt(int position)
    {
        var jitter = position == 0 ? 0 : (long)(DrawAt(position) % (ulong)Math.Min(MaxJitter, (_step * 9 / 10) + 1));
        return newest - (position * _step) - jitter;
    }

    public long IdAt(int position) => Snowflake.At(TimeAt(position), ((long)(DrawAt(position) >> 40) << NumberBits) | (uint)number);

    /// <summary>Returns the position of an id, or null if it is not in this sequence.</summary>
    public int? Find(long id)
    {
        var position = (newest - Snowflake.TimeOf(id)) / _step;
        return position >= 0 && position < count && IdAt((int)position) == id ? (int)position : null;
    }
}
