namespace TwitterDm.Accounts;

/// <summary>
/// The events that were read last, for completion, and the beginnings of more texts, for views that show what a reaction or a reply is about. Bounded: the
/// oldest are dropped. Thread-safe.
/// </summary>
internal sealed class SeenEvents
{
    private const int Capacity = 100;
    private const int TextCapacity = 2_000;
    private const int MaxText = 60;

    private readonly object _gate = new();
    private readonly LinkedList<DmEvent> _events = [];
    private readonly Dictionary<(string? ConversationId, string Id), string> _texts = [];
    private readonly Queue<(string? ConversationId, string Id)> _textOrder = new();

    /// <summary>The events, the one that was read last first.</summary>
    public IReadOnlyList<DmEvent> All
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>Adds the events of a page, in its order.</summary>
    public void Add(IReadOnlyList<DmEvent> page)
    {
        lock (_gate)
        {
            for (var index = Math.Min(page.Count, Capacity) - 1; index >= 0; index--)
                _events.AddFirst(page[index]);
            while (_events.Count > Capacity)
                _events.RemoveLast();
            foreach (var item in page)
                AddText(item);
        }
    }

    /// <summary>The beginning of an event's text, with an ellipsis if it is longer; null if it is not known.</summary>
    public string? FindText(string? conversationId, string eventId)
    {
        lock (_gate)
            return _texts.GetValueOrDefault((conversationId, eventId));
    }

    // The first 60 characters are no secret that the events above, which are kept whole, do not contain.
    private void AddText(DmEvent item)
    {
        if (string.IsNullOrEmpty(item.Text))
            return;
        var key = (item.ConversationId, item.Id);
        if (!_texts.ContainsKey(key))
            _textOrder.Enqueue(key);
        _texts[key] = item.Text.Length <= MaxText ? item.Text : item.Text[..MaxText] + "…";
        if (_textOrder.Count > TextCapacity)
            _texts.Remove(_textOrder.Dequeue());
    }
}
