namespace TwitterDm.Watching;

/// <summary>How to watch for new events.</summary>
public sealed record DmWatchOptions
{
    /// <summary>Whether to return only events of others.</summary>
    public bool IncomingOnly { get; init; }

    /// <summary>After which time the watch ends; null for never.</summary>
    public TimeSpan? Timeout { get; init; }
}
