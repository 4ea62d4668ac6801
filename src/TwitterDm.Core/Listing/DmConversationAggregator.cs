namespace TwitterDm.Listing;

/// <summary>
/// Folds events into conversations, since the API has no list of them: memory grows with the conversations, not with the events. What was
/// added before an error is still there. Comes from <see cref="DmClient.CreateAggregator"/>.
/// </summary>
public sealed class DmConversationAggregator
{
    private readonly string _ownId;
    private readonly Dictionary<string, Fold> _folds = new(StringComparer.Ordinal);

    internal DmConversationAggregator(string ownId) => _ownId = ownId;

    /// <summary>Takes the next event, newest first; one that belongs to no conversation is left out.</summary>
    /// <param name="item">The event.</param>
    public void Add(DmEvent item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.ConversationId is null)
            return;
        if (!_folds.TryGetValue(item.ConversationId, out var fold))
            _folds[item.ConversationId] = fold = new Fold(_ownId, item);
        fold.Add(item);
    }

    /// <summary>The conversations so far.</summary>
    /// <returns>The one with the newest event first.</returns>
    public IEnumerable<DmConversation> Conversations()
        => _folds.Values.Select(fold => fold.ToConversation()).OrderByDescending(conversation => conversation.LastEventAt);

    private sealed class Fold(string ownId, DmEvent first)
    {
        private readonly Dictionary<string, DmUser> _participants = new(StringComparer.Ordinal);
        private readonly HashSet<string> _settled = new(StringComparer.Ordinal);
        private DmEvent _oldest = first;
        private DmEvent _newest = first;
        private int _events;
        private int _incoming;
        private int _outgoing;

        public void Add(DmEvent item)
        {
            _events++;
            if (item.EventType == DmEventType.MessageCreate)
                _ = item.Direction == DmDirection.Outgoing ? _outgoing++ : _incoming++;
            if (item.CreatedAt < _oldest.CreatedAt)
                _oldest = item;
            if (item.CreatedAt > _newest.CreatedAt)
                _newest = item;
            Note(item);
        }

        public DmConversation ToConversation()
        {
            var participants = _participants.Values.OrderBy(user => user.Id, Comparer<string>.Create(Ids.Compare)).ToArray();
            return new()
            {
                ConversationId = _newest.ConversationId!,
                ConversationType = _newest.ConversationType ?? DmConversationType.Group,
                Participants = new(participants),
                ParticipantIds = new(participants.Select(user => user.Id)),
                EventCount = _events,
                MessageCount = _incoming + _outgoing,
                IncomingCount = _incoming,
                OutgoingCount = _outgoing,
                FirstEvent = _oldest,
                LastEvent = _newest,
            };
        }

        // Events come newest first: what is said of somebody first is the latest. Who left and did nothing since is no participant.
        private void Note(DmEvent item)
        {
            foreach (var user in item.Participants)
                Settle(user, takesPart: item.EventType != DmEventType.ParticipantsLeave);
            if (item.Sender is not null)
                Settle(item.Sender, takesPart: true);
        }

        private void Settle(DmUser user, bool takesPart)
        {
            if (_settled.Add(user.Id) && takesPart && !string.Equals(user.Id, ownId, StringComparison.Ordinal))
                _participants[user.Id] = user;
        }
    }
}
