namespace TwitterDm.Sandbox.World;

/// <summary>The events of one conversation: its share of the last 30 days, then its older ones.</summary>
internal sealed class ConversationEvents(Conversation conversation, int number, SlotPattern pattern, EventStream recent, EventStream older) : IEventList
{
    private readonly int _recentCount = pattern.CountOf(number, recent.Count);

    public Conversation Conversation => conversation;

    public int Count => _recentCount + older.Count;

    public EventPlace this[int index] => index < _recentCount
        ? new EventPlace(recent, pattern.PositionOf(number, index), conversation, Count - 1 - index)
        : new EventPlace(older, index - _recentCount, conversation, Count - 1 - index);

    public EventPlace? FindOlder(long id) => older.Find(id) is { } position ? this[_recentCount + position] : null;
}
