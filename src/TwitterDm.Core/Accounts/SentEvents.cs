namespace TwitterDm.Accounts;

/// <summary>
/// The events of the last messages that are known to be sent. Each event belongs to one message, even where two messages are identical.
/// Thread-safe, bounded.
/// </summary>
internal sealed class SentEvents
{
    private readonly object _gate = new();
    private readonly RecentIds _ids = new();

    /// <summary>Whether an event already belongs to a message.</summary>
    public bool Has(string eventId)
    {
        lock (_gate)
            return _ids.Has(eventId);
    }

    /// <summary>Assigns an event to a message; false when it already belongs to another one.</summary>
    public bool Claim(string eventId)
    {
        lock (_gate)
            return _ids.Add(eventId);
    }
}
