namespace TwitterDm.Notices;

/// <summary>How the requests of one operation behave, and who receives its notices.</summary>
public sealed record DmCallOptions
{
    /// <summary>No notices, and no maximum wait.</summary>
    public static DmCallOptions Default { get; } = new();

    /// <summary>Receives retries, waits and partial errors; null for none.</summary>
    public INoticeSink? Notices { get; init; }

    /// <summary>What to do when a rate limit is reached.</summary>
    public DmRateLimitAction OnRateLimit { get; init; } = DmRateLimitAction.Wait;

    /// <summary>The longest single wait for a rate limit; null for as long as it takes.</summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>Whether requests leave a fifth of each window to other work, and wait for the next window instead.</summary>
    internal bool LeavesReserve { get; init; }
}
