namespace TwitterDm.Sandbox.World;

/// <summary>
/// A run of events, newest first, whose times and ids follow from their positions, and the other way round. There is one for
/// the last 30 days, and one for each conversation that goes further back.
/// </summary>
internal sealed class EventStream(int seed, int number, long newest, TimeSpan span, int count)
{
    private const int NumberBits = 4;
    private const long LongestJitter = 6 * 60 * 60 * 1000;

    private readonly long _step = (long)span.TotalMilliseconds / Math.Max(1, count);

    public int Number => number;

    public int Count => count;

    public ulong DrawAt(int position) => Mix.Of(seed, number, position);

    // The jitter stays below a step, so that times, and ids with them, fall strictly from one position to the next.
    public long TimeAt(int position)
    {
        var jitter = position == 0 ? 0 : (long)(DrawAt(position) % (ulong)Math.Min(LongestJitter, (_step * 9 / 10) + 1));
        return newest - (position * _step) - jitter;
    }

    public long IdAt(int position) => Snowflake.At(TimeAt(position), ((long)(DrawAt(position) >> 40) << NumberBits) | (uint)number);

    /// <summary>The position of an id, or null where it is none of this stream's.</summary>
    public int? Find(long id)
    {
        var position = (newest - Snowflake.TimeOf(id)) / _step;
        return position >= 0 && position < count && IdAt((int)position) == id ? (int)position : null;
    }
}
