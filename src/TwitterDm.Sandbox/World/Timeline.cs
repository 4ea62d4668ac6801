namespace TwitterDm.Sandbox.World;

/// <summary>All events of one account, none of them held: a list of the last 30 days, and one of each conversation from its beginning.</summary>
internal sealed class Timeline
{
    private const int SmallestTail = 20;
    private const int TailShare = 20;

    private static readonly TimeSpan NewestAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RecentSpan = TimeSpan.FromDays(25);
    private static readonly TimeSpan OlderFrom = TimeSpan.FromDays(31);
    private static readonly TimeSpan OlderSpan = TimeSpan.FromDays(88);

    private readonly SlotPattern _pattern;
    private readonly EventStream _recent;
    private readonly ConversationEvents[] _conversations;

    public Timeline(Person account, int seed, int eventCount, DateTimeOffset anchor)
    {
        Account = account;
        var conversations = Conversations.Of(account);
        _pattern = new SlotPattern(seed, conversations);
        _recent = new EventStream(seed, number: 0, (anchor - NewestAge).ToUnixTimeMilliseconds(), RecentSpan, eventCount);
        _conversations = [.. conversations.Select((conversation, number) => new ConversationEvents(
            conversation, number, _pattern, _recent, OlderStream(conversation, number, seed, eventCount, anchor)))];
        Recent = new RecentEvents(this);
    }

    /// <summary>Whose events they are.</summary>
    public Person Account { get; }

    /// <summary>What <c>GET /2/dm_events</c> lists.</summary>
    public IEventList Recent { get; }

    /// <summary>All events of a conversation, or null where the account has no such conversation.</summary>
    public ConversationEvents? OfConversation(string id) => _conversations.FirstOrDefault(events => string.Equals(events.Conversation.Id, id, StringComparison.Ordinal));

    /// <summary>Finds an event by its id, whatever its age.</summary>
    public EventPlace? Find(long id)
    {
        if (_recent.Find(id) is { } position)
            return PlaceOfRecent(position);
        return _conversations.Select(events => events.FindOlder(id)).FirstOrDefault(place => place is not null);
    }

    /// <summary>The position of an event in its conversation's list.</summary>
    public int PositionOf(EventPlace place) => OfConversation(place.Conversation.Id)!.Count - 1 - place.Age;

    /// <summary>The position of an event in the list of the last 30 days; null where it is older.</summary>
    public int? RecentPositionOf(EventPlace place) => place.Stream == _recent ? place.Position : null;

    private static EventStream OlderStream(Conversation conversation, int number, int seed, int eventCount, DateTimeOffset anchor) => new(
        seed,
        number + 1,
        (anchor - OlderFrom).ToUnixTimeMilliseconds(),
        OlderSpan,
        conversation.HasOlderEvents ? Math.Max(SmallestTail, eventCount / TailShare) : 0);

    private EventPlace PlaceOfRecent(int position)
    {
        var (number, own) = _pattern.At(position);
        var events = _conversations[number];
        return new EventPlace(_recent, position, events.Conversation, events.Count - 1 - own);
    }

    private sealed class RecentEvents(Timeline timeline) : IEventList
    {
        public int Count => timeline._recent.Count;

        public EventPlace this[int index] => timeline.PlaceOfRecent(index);
    }
}
