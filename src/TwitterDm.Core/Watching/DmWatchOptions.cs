namespace TwitterDm.Watching;

/// <summary>How to watch for new events.</summary>
public sealed record DmWatchOptions
{
    /// <summary>Whether to return only events of others.</summary>
    public bool IncomingOnly { get; init; }

    /// <summary>Whether to read X's stream of live events, in addition to polls, rather than to poll only.</summary>
    public bool Stream { get; init; }

    /// <summary>
    /// The app-only token for the stream; null for the one of the connection, or else one that X issues to the app of an OAuth 1.0a
    /// connection.
    /// </summary>
    public string? AppToken { get; init; }

    /// <summary>After which time the watch ends; null for never.</summary>
    public TimeSpan? Timeout { get; init; }
}
