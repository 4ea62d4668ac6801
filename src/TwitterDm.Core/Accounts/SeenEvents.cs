namespace TwitterDm.Accounts;

/// <summary>
/// The events that were read last, for completion, and what is known of more of them, with the beginnings of their texts: for views that show what a reaction
/// or a reply is about, and to recognize an id. Bounded: the oldest are dropped. Thread-safe.
/// </summary>
internal sealed class SeenEvents
{
    private const int Capacity = 100;
    private const int KnownCapacity = 2_000;
    private const int MaxText = 60;

    private readonly object _gate = new();
    private readonly LinkedList<DmEvent> _events = [];
    private readonly Dictionary<(string? ConversationId, string Id), KnownEvent> _known = [];
    private readonly Queue<(string? ConversationId, string Id)> _knownOrder = new();

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
                AddKnown(item);
        }
    }

    /// <summary>What is known of an event; null if it was not read, or too long ago.</summary>
    public KnownEvent? Find(string? conversationId, string eventId)
    {
        lock (_gate)
            return _known.GetValueOrDefault((conversationId, eventId));
    }

    /// <summary>The conversation of an event and what is known of it; null if it was not read, too long ago, or if several have the id.</summary>
    public (string? ConversationId, KnownEvent Event)? Find(string eventId)
    {
        lock (_gate)
        {
            var found = _known.Where(known => string.Equals(known.Key.Id, eventId, StringComparison.Ordinal)).Take(2).ToArray();
            return found is [var single] ? (single.Key.ConversationId, single.Value) : null;
        }
    }

    /// <summary>Adds a message that was sent.</summary>
    public void Add(DmMessage sent, string senderId)
    {
        var type = sent.TargetId is null ? DmEventType.MessageCreate : sent.Reaction is null ? DmEventType.MessageEdit : DmEventType.ReactionAdd;
        lock (_gate)
            AddKnown((sent.ConversationId, sent.EventId!), new(sent.Source, type.ToString(), senderId, Beginning(sent.Text), sent.TargetId, IsMalformed: false));
    }

    /// <summary>The beginning of an event's text, with an ellipsis if it is longer; null if it is not known.</summary>
    public string? FindText(string? conversationId, string eventId) => Find(conversationId, eventId)?.Text;

    // The first 60 characters are no secret that the events above, which are kept whole, do not contain.
    private void AddKnown(DmEvent item)
    {
        var isMalformed = string.Equals(item.ContentState, nameof(DmContentState.Malformed), StringComparison.Ordinal);
        AddKnown((item.ConversationId, item.Id), new(item.Source, item.EventType, item.SenderId, Beginning(item.Text), item.TargetId, isMalformed));
    }

    private void AddKnown((string? ConversationId, string Id) key, KnownEvent known)
    {
        if (!_known.ContainsKey(key))
            _knownOrder.Enqueue(key);
        _known[key] = known;
        if (_knownOrder.Count > KnownCapacity)
            _known.Remove(_knownOrder.Dequeue());
    }

    private static string? Beginning(string? text) => string.IsNullOrEmpty(text) ? null : text.Length <= MaxText ? text : text[..MaxText] + "…";
}
