namespace TwitterDm.Listing.Merging;

/// <summary>
/// Recognizes an event that was delivered before under another id: X assigns the id, and the sender does not sign it. Which of the two came first cannot be
/// proven. Bounded.
/// </summary>
internal sealed class ReplayDetector
{
    private const int Capacity = 100_000;

    private readonly Dictionary<(string? Conversation, string? Sender, string Message), string> _ids = [];
    private readonly Queue<(string? Conversation, string? Sender, string Message)> _order = new();

    /// <summary>The id under which an event was returned before; null for one that is new.</summary>
    public string? Find(DmEvent item)
    {
        if (item.MessageId is not { } message)
            return null;
        var key = (item.ConversationId, item.SenderId, message);
        if (_ids.TryGetValue(key, out var id))
            return string.Equals(id, item.Id, StringComparison.Ordinal) ? null : id;
        _ids[key] = item.Id;
        _order.Enqueue(key);
        if (_order.Count > Capacity)
            _ids.Remove(_order.Dequeue());
        return null;
    }
}
