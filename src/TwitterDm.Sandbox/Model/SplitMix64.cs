namespace TwitterDm.Sandbox.Model;

/// <summary>
/// The hash function SplitMix64. It computes random-looking data from positions, so that generated data need not be stored.
/// </summary>
internal static class SplitMix64
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    public static ulong Hash(int seed, int stream, long number) =>
        Mix(Mix(Mix((uint)seed) ^ (uint)stream) ^ (ulong)number);

    public static ulong Mix(ulong value)
    {
        value += Step;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>A sequence of random numbers for the details of one event, seeded with the event's own number.</summary>
internal struct RandomSequence(ulong start)
{
    private ulong _state = start;

    public int Next(int below)
    {
        _state = SplitMix64.Mix(_state);
        return (int)((_state >> 32) % (uint)below);
    }

    public bool OneIn(int times) => Next(times) == 0;
}
