namespace TwitterDm;

/// <summary>Options for sending several messages together.</summary>
public sealed record DmSendOptions
{
    /// <summary>
    /// A file that records the outcome of each message, before and after its request: a run with the same file continues where an earlier
    /// one ended. Null for none.
    /// </summary>
    public string? JournalPath { get; init; }
}
