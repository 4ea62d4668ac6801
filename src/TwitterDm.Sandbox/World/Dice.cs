namespace TwitterDm.Sandbox.World;

/// <summary>Draws the facts of one event, one after the other, from the number that belongs to it.</summary>
internal struct Dice(ulong start)
{
    private ulong _state = start;

    public int Next(int below)
    {
        _state = Mix.Scramble(_state);
        return (int)((_state >> 32) % (uint)below);
    }

    public bool OneIn(int times) => Next(times) == 0;
}
