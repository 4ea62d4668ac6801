namespace TwitterDm.Listing;

/// <summary>
/// Collects the conversations of events that were read before, such as those of an archive: in any order, from any account, and without a
/// connection. Not thread-safe.
/// </summary>
public sealed class DmConversationCollector
{
    private readonly DmConversationQuery _query;
    private readonly DmConversationAggregator _aggregator = DmConversationAggregator.OfEvents();

    /// <summary>Creates a collector without events.</summary>
    /// <param name="query">
    /// Which conversations. The participants are given to <see cref="Select"/>; the events decide about the sources.
    /// </param>
    public DmConversationCollector(DmConversationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        _query = query;
    }

    /// <summary>The number of events that belong to no conversation, because they do not name one.</summary>
    public int EventsWithoutConversation { get; private set; }

    /// <summary>Adds the next event; one from before the start of the query is ignored.</summary>
    /// <param name="item">The event.</param>
    public void Add(DmEvent item)
    {
        ArgumentNullException.ThrowIfNull(item);
        // In UTC: the hour that a change of the clocks repeats exists twice in local time.
        if (_query.Since is { } since && item.CreatedAtUtc < since)
            return;
        _aggregator.Add(item);
        EventsWithoutConversation += item.ConversationId is null ? 1 : 0;
    }

    /// <summary>Gets the id of a user: the one that was given, or else the one that the events so far have for the name.</summary>
    /// <param name="user">An id, a name or a user.</param>
    /// <returns>The id.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: it is neither; <see cref="DmErrorKind.NotFound"/>: no event has that name.
    /// </exception>
    public string Resolve(DmUserReference user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.Checked().Id ?? _aggregator.FindUser(user.Username!)?.Id ?? throw new DmException(
            DmErrorKind.NotFound,
            $"No event names the user {user}.")
        {
            RecommendedAction = "Give the user's id, or the events with the names of their users.",
            Target = user,
        };
    }

    /// <summary>Selects the conversations of the events so far.</summary>
    /// <param name="participantIds">Only conversations in which one of these users participates; an empty collection means all.</param>
    /// <returns>The errors about participants, then the conversations, the one with the newest event first.</returns>
    public IEnumerable<DmConversationResult> Select(IReadOnlyCollection<string> participantIds)
    {
        ArgumentNullException.ThrowIfNull(participantIds);
        var query = _query with { ParticipantIds = participantIds };
        return [
            .. _aggregator.FindGroups(query).Select(error => new DmConversationResult { Error = error }),
            .. _aggregator.Select(query).Take(query.First ?? int.MaxValue)
                .Select(conversation => new DmConversationResult { Conversation = conversation }),
        ];
    }
}
