namespace TwitterDm.Sandbox.World;

/// <summary>Gives the ids of what is written: by the clock, newer than all that is computed, and rising even where the clock stands still or goes back.</summary>
internal sealed class IdMint(TimeProvider clock)
{
    private readonly object _gate = new();
    private long _last = Snowflake.At(clock.GetUtcNow().ToUnixTimeMilliseconds(), low: 0);

    public long Next()
    {
        lock (_gate)
            return _last = Math.Max(_last + 1, Snowflake.At(clock.GetUtcNow().ToUnixTimeMilliseconds(), low: 0));
    }
}
