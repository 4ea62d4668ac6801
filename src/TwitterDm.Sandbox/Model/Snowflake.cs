namespace TwitterDm.Sandbox.Model;

/// <summary>
/// X's ids: the milliseconds since November 2010 in the upper bits, and 22 bits to distinguish ids of the same millisecond.
/// </summary>
internal static class Snowflake
{
    private const long Epoch = 1_288_834_974_657;
    private const int LowBits = 22;

    public static long At(long unixMilliseconds, long low) => ((unixMilliseconds - Epoch) << LowBits) | (low & ((1L << LowBits) - 1));

    public static long TimeOf(long id) => (id >> LowBits) + Epoch;
}
