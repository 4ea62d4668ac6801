namespace TwitterDm.Listing;

/// <summary>
/// Aggregates events into conversations, since the API has no list of them. Memory grows with the number of conversations, not of events.
/// Created by <see cref="DmClient.Aggregate"/>.
/// </summary>
public sealed class DmConversationAggregator
{
    private readonly string _ownId;
    private readonly Func<string, DmUser?> _findUser;
    private readonly Dictionary<string, ConversationEvents> _conversations = new(StringComparer.Ordinal);

    /// <param name="ownId">The id of the signed-in account.</param>
    /// <param name="findUser">Finds a user that any response included, since the events of a one-to-one conversation include the senders only.</param>
    internal DmConversationAggregator(string ownId, Func<string, DmUser?> findUser) => (_ownId, _findUser) = (ownId, findUser);

    /// <summary>The number of conversations.</summary>
    public int Count => _conversations.Count;

    /// <summary>Adds the next event, newest first; an event without a conversation is ignored.</summary>
    /// <param name="item">The event.</param>
    public void Add(DmEvent item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.ConversationId is null)
            return;
        if (!_conversations.TryGetValue(item.ConversationId, out var conversation))
            _conversations[item.ConversationId] = conversation = new ConversationEvents(_ownId, item);
        conversation.Add(item);
    }

    /// <summary>The conversations of the events so far.</summary>
    /// <returns>The conversations, the one with the newest event first.</returns>
    public IEnumerable<DmConversation> Conversations()
        => _conversations.Values.Select(events => events.ToConversation(_findUser)).OrderByDescending(conversation => conversation.LastEvent?.CreatedAtUtc);

    private sealed class ConversationEvents(string ownId, DmEvent first)
    {
        private readonly Dictionary<string, DmUser> _participants = new(StringComparer.Ordinal);
        private readonly HashSet<string> _seenUsers = new(StringComparer.Ordinal);
        private DmEvent _oldest = first;
        private DmEvent _newest = first;
        private DmEvent? _lastMessage;
        private int _events;
        private int _incoming;
        private int _outgoing;

        public void Add(DmEvent item)
        {
            _events++;
            if (item.Is(DmEventType.MessageCreate))
                AddMessage(item);
            if (item.HasTime && (item.CreatedAtUtc < _oldest.CreatedAtUtc || !_oldest.HasTime))
                _oldest = item;
            if (item.CreatedAtUtc > _newest.CreatedAtUtc)
                _newest = item;
            AddParticipants(item);
        }

        public DmConversation ToConversation(Func<string, DmUser?> findUser)
        {
            var participants = _participants.Values.Select(user => user.Username is null ? findUser(user.Id) ?? user : user).OrderBy(user => user.Id, Ids.Order).ToArray();
            return new()
            {
                ConversationId = _newest.ConversationId!,
                Source = _newest.Source,
                Name = _newest.ConversationName,
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
            if (_lastMessage is null || Ids.Compare(message.Id, _lastMessage.Id) > 0)
                _lastMessage = message;
        }

        // Events are added newest first, so the first event of a user counts: a user whose latest event is leaving is not a participant.
        private void AddParticipants(DmEvent item)
        {
            foreach (var user in item.Participants)
                AddParticipant(user, isMember: !item.Is(DmEventType.ParticipantsLeave));
            if (item.Sender is not null)
                AddParticipant(item.Sender, isMember: true);
        }

        private void AddParticipant(DmUser user, bool isMember)
        {
            if (_seenUsers.Add(user.Id) && isMember && !string.Equals(user.Id, ownId, StringComparison.Ordinal))
                _participants[user.Id] = user;
            else if (user.Username is not null && _participants.TryGetValue(user.Id, out var known) && known.Username is null)
                _participants[user.Id] = user;
        }
    }
}
