namespace TwitterDm;

/// <summary>Options for sending several messages together.</summary>
public sealed record DmSendOptions
{
    /// <summary>
    /// A file that records the outcome of each message, before and after its request: a run with the same file continues where an earlier
    /// one ended. Null for none.
    /// </summary>
    public string? JournalPath { get; init; }

    /// <summary>
    /// The positions of messages that are not sent, from 0: they have no result, but keep their place in the journal among identical
    /// messages. Null for none.
    /// </summary>
    public IReadOnlySet<int>? Declined { get; init; }
}
