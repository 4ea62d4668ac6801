using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>
/// All generated events of one account: a list of the last 30 days, and a complete one for each conversation. None is stored.
/// </summary>
internal sealed class Timeline
{
    private const int MinOlderCount = 20;
    private const int OlderShare = 20;

    private static readonly TimeSpan NewestAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RecentSpan = TimeSpan.FromDays(25);
    private static readonly TimeSpan OlderFrom = TimeSpan.FromDays(31);
    private static readonly TimeSpan OlderSpan = TimeSpan.FromDays(88);

    private readonly SlotPattern _pattern;
    private readonly EventSequence _recent;
    private readonly ConversationEvents[] _conversations;

    public Timeline(Person account, int seed, int eventCount, DateTimeOffset anchor)
    {
        Account = account;
        var conversations = AccountConversations.Of(account);
        _pattern = new SlotPattern(seed, conversations);
        _recent = new EventSequence(seed, number: 0, (anchor - NewestAge).ToUnixTimeMilliseconds(), RecentSpan, eventCount);
        _conversations = [.. conversations.Select((conversation, number) => new ConversationEvents(
            conversation, number, _pattern, _recent, OlderSequence(conversation, number, seed, eventCount, anchor)))];
        Recent = new RecentEvents(this);
    }

    /// <summary>The account that the events belong to.</summary>
    public Person Account { get; }

    /// <summary>The events that <c>GET /2/dm_events</c> lists.</summary>
    public IEventList Recent { get; }

    /// <summary>Returns all events of a conversation, or null if the account is not in it.</summary>
    public ConversationEvents? OfConversation(string id)
        => _conversations.FirstOrDefault(events => string.Equals(events.Conversation.Id, id, StringComparison.Ordinal));

    /// <summary>Finds an event of any age by its id.</summary>
    public EventLocation? Find(long id)
    {
        if (_recent.Find(id) is { } position)
            return RecentLocation(position);
        return _conversations.Select(events => events.FindOlder(id)).FirstOrDefault(location => location is not null);
    }

    /// <summary>Returns the position of an event in its conversation.</summary>
    public int PositionOf(EventLocation location) => OfConversation(location.Conversation.Id)!.Count - 1 - location.Number;

    /// <summary>Returns the position of an event in the list of the last 30 days, or null if it is older.</summary>
    public int? RecentPositionOf(EventLocation location) => location.Sequence == _recent ? location.Position : null;

    private static EventSequence OlderSequence(Conversation conversation, int number, int seed, int eventCount, DateTimeOffset anchor)
        => new(
            seed,
            number + 1,
            (anchor - OlderFrom).ToUnixTimeMilliseconds(),
            OlderSpan,
            conversation.HasOlderEvents ? Math.Max(MinOlderCount, eventCount / OlderShare) : 0);

    private EventLocation RecentLocation(int position)
    {
        var (number, own) = _pattern.At(position);
        var events = _conversations[number];
        return new EventLocation(_recent, position, events.Conversation, events.Count - 1 - own);
    }

    private sealed class RecentEvents(Timeline timeline) : IEventList
    {
        public int Count => timeline._recent.Count;

        public EventLocation this[int index] => timeline.RecentLocation(index);
    }
}
