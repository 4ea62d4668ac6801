using System.Runtime.InteropServices;

namespace TwitterDm.Accounts;

/// <summary>
/// The events that were read last, for completion, and what is known of more of them, with the beginnings of their texts: for views that
/// show what a reaction or a reply is about, and to recognize an id. Bounded: the oldest are dropped. Thread-safe.
/// </summary>
internal sealed class SeenEvents
{
    private const int Capacity = 100;
    private const int KnownCapacity = 2_000;
    private const int MaxText = 60;

    private readonly object _gate = new();
    private readonly Ring<DmEvent> _events = new(Capacity);
    private readonly Ring<Entry> _known = new(KnownCapacity);

    /// <summary>The events, the one that was read last first.</summary>
    public IReadOnlyList<DmEvent> All
    {
        get
        {
            lock (_gate)
                return [.. _events.NewestFirst()];
        }
    }

    /// <summary>Adds the events of a page, in its order.</summary>
    public void Add(IReadOnlyList<DmEvent> page)
    {
        lock (_gate)
        {
            for (var index = Math.Min(page.Count, Capacity) - 1; index >= 0; index--)
                _events.Add(page[index]);
            foreach (var item in page)
                AddKnown(item);
        }
    }

    /// <summary>What is known of an event; null if it was not read, or too long ago.</summary>
    public KnownEvent? Find(string? conversationId, string eventId)
    {
        lock (_gate)
        {
            return _known
                .NewestFirst()
                .FirstOrDefault(entry =>
                    Is(entry, eventId) && string.Equals(entry.ConversationId, conversationId, StringComparison.Ordinal))
                .Event;
        }
    }

    /// <summary>
    /// The conversation of an event and what is known of it; null if it was not read, too long ago, or if several have the id.
    /// </summary>
    public (string? ConversationId, KnownEvent Event)? Find(string eventId)
    {
        lock (_gate)
        {
            var found = _known
                .NewestFirst()
                .Where(entry => Is(entry, eventId))
                .DistinctBy(entry => entry.ConversationId, StringComparer.Ordinal)
                .Take(2)
                .ToArray();
            return found is [var single] ? (single.ConversationId, single.Event) : null;
        }
    }

    /// <summary>Adds a message that was sent.</summary>
    public void Add(DmMessage sent, string senderId)
    {
        var type =
            sent.TargetId is null ? DmEventType.MessageCreate
            : sent.Reaction is null ? DmEventType.MessageEdit
            : DmEventType.ReactionAdd;
        lock (_gate)
        {
            AddKnown(
                sent.ConversationId,
                sent.EventId!,
                new(sent.Source, type.ToString(), senderId, Beginning(sent.Text), sent.TargetId, IsMalformed: false));
        }
    }

    /// <summary>The beginning of an event's text, with an ellipsis if it is longer; null if it is not known.</summary>
    public string? FindText(string? conversationId, string eventId) => Find(conversationId, eventId)?.Text;

    // The first 60 characters are no secret that the events above, which are kept whole, do not contain.
    private void AddKnown(DmEvent item)
    {
        var isMalformed = string.Equals(item.ContentState, nameof(DmContentState.Malformed), StringComparison.Ordinal);
        AddKnown(
            item.ConversationId,
            item.Id,
            new(item.Source, item.EventType, item.SenderId, Beginning(item.Text), item.TargetId, isMalformed));
    }

    // Each event of a list is added, and few are ever looked for.
    private void AddKnown(string? conversationId, string id, KnownEvent known) => _known.Add(new(conversationId, id, known));

    private static bool Is(Entry entry, string id) => string.Equals(entry.Id, id, StringComparison.Ordinal);

    private static string? Beginning(string? text)
        => string.IsNullOrEmpty(text) ? null
        : text.Length <= MaxText ? text
        : string.Concat(text.AsSpan(0, MaxText), "…");

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(string? ConversationId, string Id, KnownEvent Event);

    // The last items, without an allocation for each.
    private sealed class Ring<T>(int capacity)
    {
        private readonly T[] _items = new T[capacity];
        private int _count;
        private int _next;

        public void Add(T item)
        {
            _items[_next] = item;
            _next = (_next + 1) % capacity;
            _count = Math.Min(_count + 1, capacity);
        }

        public IEnumerable<T> NewestFirst()
        {
            for (var age = 1; age <= _count; age++)
                yield return _items[(_next + capacity - age) % capacity];
        }
    }
}
