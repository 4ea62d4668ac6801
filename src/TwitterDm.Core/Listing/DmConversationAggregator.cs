namespace TwitterDm.Listing;

/// <summary>
/// Aggregates events into conversations, since the API has no list of them. Memory grows with the number of conversations, not of events.
/// Created by <see cref="DmClient.Aggregate"/>.
/// </summary>
public sealed class DmConversationAggregator
{
    private readonly bool _isOfEvents;

    // Whose events they are: the account's, or of each account of which there are events.
    private readonly HashSet<string> _ownIds = new(StringComparer.Ordinal);
    private readonly Func<string, DmUser?> _findUser;
    private readonly Dictionary<string, DmUser> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, bool IsChat), ConversationEvents> _conversations = [];

    /// <param name="ownId">The id of the signed-in account.</param>
    /// <param name="findUser">
    /// Finds a user that any response included, since the events of a one-to-one conversation include the senders only.
    /// </param>
    internal DmConversationAggregator(string ownId, Func<string, DmUser?> findUser)
    {
        _findUser = findUser;
        _ownIds.Add(ownId);
    }

    // Of events in any order, from any account.
    private DmConversationAggregator() => (_isOfEvents, _findUser) = (true, id => _named.GetValueOrDefault(id));

    /// <summary>Aggregates events that were read before, in any order; whose account it is, they say themselves.</summary>
    /// <returns>An empty aggregator.</returns>
    internal static DmConversationAggregator OfEvents() => new();

    /// <summary>The number of conversations.</summary>
    public int Count => _conversations.Count;

    /// <summary>Finds a user whom an event that was added names.</summary>
    /// <param name="username">The name.</param>
    /// <returns>The user; null if no event names one.</returns>
    internal DmUser? FindUser(string username)
        => _named.Values.FirstOrDefault(user => string.Equals(user.Username, username, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds the next event; an event without a conversation is ignored.</summary>
    /// <param name="item">The event.</param>
    public void Add(DmEvent item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.ConversationId is null)
            return;
        if (_isOfEvents)
            KeepUsers(item);
        // As in a live list, a conversation of X Chat is another one than the classic one with the same id, and an archive is the classic
        // one's past.
        var key = (item.ConversationId, string.Equals(item.Source, nameof(DmSource.Chat), StringComparison.OrdinalIgnoreCase));
        if (!_conversations.TryGetValue(key, out var conversation))
            _conversations[key] = conversation = new ConversationEvents(_ownIds, item);
        conversation.Add(item);
    }

    /// <summary>The conversations of the events so far.</summary>
    /// <returns>The conversations, the one with the newest event first.</returns>
    public IEnumerable<DmConversation> Conversations()
        => _conversations
            .Values.Select(events => events.ToConversation(_findUser))
            .OrderByDescending(conversation => conversation.LastEvent?.CreatedAtUtc);

    private void KeepUsers(DmEvent item)
    {
        if (item is { IsOutgoing: true, SenderId: { } own })
            _ownIds.Add(own);
        foreach (var user in item.Participants.Append(item.Sender))
        {
            if (user?.Username is not null)
                _named.TryAdd(user.Id, user);
        }
    }

    private sealed class ConversationEvents(HashSet<string> ownIds, DmEvent first)
    {
        private readonly Dictionary<string, DmUser> _participants = new(StringComparer.Ordinal);
        private readonly Dictionary<string, DateTimeOffset> _seenUsers = new(StringComparer.Ordinal);
        private (string Name, DateTimeOffset At)? _name;
        private DmEvent _oldest = first;
        private DmEvent _newest = first;
        private DmEvent? _lastMessage;
        private string? _source;
        private int _events;
        private int _incoming;
        private int _outgoing;

        public void Add(DmEvent item)
        {
            _events++;
            // What is at X can be read there, whatever an archive has of it.
            if (_source is null or nameof(DmSource.Archive))
                _source = item.Source;
            if (item.Is(DmEventType.MessageCreate))
                AddMessage(item);
            if (item.HasTime && (item.CreatedAtUtc < _oldest.CreatedAtUtc || !_oldest.HasTime))
                _oldest = item;
            if (item.CreatedAtUtc > _newest.CreatedAtUtc)
                _newest = item;
            if (item.ConversationName is { } name && (_name is null || item.CreatedAtUtc > _name.Value.At))
                _name = (name, item.CreatedAtUtc);
            AddParticipants(item);
        }

        public DmConversation ToConversation(Func<string, DmUser?> findUser)
        {
            var participants = _participants
                .Values.Where(user => !ownIds.Contains(user.Id))
                .Select(user => user.Username is null ? findUser(user.Id) ?? user : user)
                .OrderBy(user => user.Id, Ids.Order)
                .ToArray();
            return new()
            {
                ConversationId = _newest.ConversationId!,
                Source = _source ?? nameof(DmSource.Classic),
                Name = _name?.Name,
                ConversationType = _newest.ConversationType ?? nameof(DmConversationType.Group),
                Participants = new(participants),
                ParticipantIds = new(participants.Select(user => user.Id)),
                EventCount = _events,
                MessageCount = _incoming + _outgoing,
                IncomingCount = _incoming,
                OutgoingCount = _outgoing,
                IsUnanswered = _lastMessage is { IsOutgoing: false },
                FirstEvent = _oldest,
                LastEvent = _newest,
            };
        }

        private void AddMessage(DmEvent message)
        {
            _ = message.IsOutgoing ? _outgoing++ : _incoming++;
            if (_lastMessage is null || IsLater(message, _lastMessage))
                _lastMessage = message;
        }

        // Ids of different sources do not compare.
        private static bool IsLater(DmEvent item, DmEvent other)
            => item.HasTime && other.HasTime && item.CreatedAtUtc != other.CreatedAtUtc
                ? item.CreatedAtUtc > other.CreatedAtUtc
                : Ids.Compare(item.Id, other.Id) > 0;

        // The latest event of a user counts: one whose latest event is leaving is not a participant.
        private void AddParticipants(DmEvent item)
        {
            foreach (var user in item.Participants)
                AddParticipant(user, item.CreatedAtUtc, isMember: !item.Is(DmEventType.ParticipantsLeave));
            if (item.Sender is not null)
                AddParticipant(item.Sender, item.CreatedAtUtc, isMember: true);
        }

        private void AddParticipant(DmUser user, DateTimeOffset time, bool isMember)
        {
            if (!_seenUsers.TryGetValue(user.Id, out var seen) || time > seen)
            {
                _seenUsers[user.Id] = time;
                if (!isMember)
                    _participants.Remove(user.Id);
                else if (user.Username is not null || !_participants.ContainsKey(user.Id))
                    _participants[user.Id] = user;
            }
            else if (user.Username is not null && _participants.TryGetValue(user.Id, out var known) && known.Username is null)
            {
                _participants[user.Id] = user;
            }
        }
    }
}
