namespace TwitterDm.Sandbox.World;

/// <summary>Numbers that look random and are computed from where they stand, so that nothing needs to be remembered (SplitMix64).</summary>
internal static class Mix
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    public static ulong Of(int seed, int stream, long number) =>
        Scramble(Scramble(Scramble((uint)seed) ^ (uint)stream) ^ (ulong)number);

    public static ulong Scramble(ulong value)
    {
        value += Step;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
