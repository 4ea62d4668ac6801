using TwitterDm.Accounts;
using TwitterDm.Listing;

namespace TwitterDm.Sending;

/// <summary>
/// The last messages that are known to be sent: when two messages are the same to the letter, each has its own event. Thread-safe, bounded.
/// </summary>
internal sealed class SentEvents
{
    private readonly object _gate = new();
    private readonly RecentIds _ids = new();

    /// <summary>Whether an event is a message's already.</summary>
    public bool Has(string eventId)
    {
        lock (_gate)
            return _ids.Has(eventId);
    }

    /// <summary>Takes an event for a message; false when it is another message's already.</summary>
    public bool Claim(string eventId)
    {
        lock (_gate)
            return _ids.Add(eventId);
    }
}
