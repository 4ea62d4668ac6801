using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>The events of one conversation: those of the last 30 days, followed by older ones.</summary>
internal sealed class ConversationEvents(
    Conversation conversation,
    int number,
    SlotPattern pattern,
    EventSequence recent,
    EventSequence older
) : IEventList
{
    private readonly int _recentCount = pattern.CountOf(number, recent.Count);

    public Conversation Conversation => conversation;

    public int Count => _recentCount + older.Count;

    public EventLocation this[int index] => index < _recentCount
        ? new EventLocation(recent, pattern.PositionOf(number, index), conversation, Count - 1 - index)
        : new EventLocation(older, index - _recentCount, conversation, Count - 1 - index);

    public EventLocation? FindOlder(long id) => older.Find(id) is { } position ? this[_recentCount + position] : null;
}
