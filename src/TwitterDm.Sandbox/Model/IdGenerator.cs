namespace TwitterDm.Sandbox.Model;

/// <summary>
/// Generates ids of sent messages and uploads from the clock. They are greater than all ids of generated events, and increase even if the
/// clock stops or is set back.
/// </summary>
internal sealed class IdGenerator(TimeProvider clock)
{
    private readonly object _gate = new();
    private long _last = Snowflake.At(clock.GetUtcNow().ToUnixTimeMilliseconds(), low: 0);

    /// <summary>Creates an id.</summary>
    /// <param name="at">The time that it should contain, or null for now.</param>
    public long Next(DateTimeOffset? at = null)
    {
        lock (_gate)
            return _last = Math.Max(_last + 1, Snowflake.At((at ?? clock.GetUtcNow()).ToUnixTimeMilliseconds(), low: 0));
    }
}
