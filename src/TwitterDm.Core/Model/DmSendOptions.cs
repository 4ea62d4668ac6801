namespace TwitterDm;

/// <summary>How many messages are sent together.</summary>
public sealed record DmSendOptions
{
    /// <summary>
    /// A file in which the outcome of each message is written, before and after its request: a run with the same file goes on where an
    /// earlier one ended. Null for none.
    /// </summary>
    public string? JournalPath { get; init; }
}
