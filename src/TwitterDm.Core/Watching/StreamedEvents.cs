using TwitterDm.Chat;
using TwitterDm.Listing.Merging;
using TwitterDm.Listing.Pages;
using TwitterDm.Usage;
using TwitterDm.Watching.Streaming;

namespace TwitterDm.Watching;

/// <summary>
/// Makes events of what a stream reports. A classic message lacks its conversation, so the event is read by its id, or, if there are
/// several, by a poll. An event of X Chat is complete, unless it needs a key or another event that only its conversation has.
/// </summary>
/// <param name="context">The connection.</param>
/// <param name="query">The query.</param>
/// <param name="eventTypes">
/// The kinds of events that were subscribed to; the stream of the app reports those of its other subscriptions, too.
/// </param>
/// <param name="position">Knows what was returned before.</param>
/// <param name="schedule">Knows what the rate limit allows.</param>
/// <param name="operation">The operation.</param>
internal sealed class StreamedEvents(
    ListingContext context,
    DmEventQuery query,
    IReadOnlyList<string> eventTypes,
    WatchPosition position,
    PollSchedule schedule,
    Operation operation)
{
    private const string GetEvent = "GET /2/dm_events/{event_id}";
    private const int MaxSingleReads = 2;
    private const int MaxTries = 6;

    private readonly EventReader _events = new(context.Account, context.CreateClient(operation));
    private readonly ChatReader _chat = new(context.Chat, context.CreateClient(operation));
    private readonly Dictionary<string, ChatConversation> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _awaited = new(StringComparer.Ordinal);
    private bool _needsPoll;

    /// <summary>Whether something was reported that only a poll can read.</summary>
    public bool NeedsPoll => _needsPoll || _awaited.Count > 0;

    /// <summary>The time until that poll: longer each time, because X can list an event late.</summary>
    public TimeSpan PollDelay => _awaited.Count == 0 ? TimeSpan.Zero : PollSchedule.MinInterval * (Math.Pow(2, _awaited.Values.Min()) - 1);

    /// <summary>Reads what was reported.</summary>
    /// <returns>The events that are complete; what is missing is left to a poll.</returns>
    public async Task<IReadOnlyList<DmEvent>> ReadAsync(IReadOnlyList<ActivityMessage> messages, CancellationToken cancellationToken)
    {
        var own = messages.Where(IsAskedFor).ToArray();
        _needsPoll |= Array.Exists(own, message => message is { Messages.Count: 0, Chat: null });
        var events = await ReadClassicAsync(
                [
                    .. own.SelectMany(message => message.Messages)
                        .Where(IsWanted)
                        .Select(message => message.Id)
                        .Distinct(StringComparer.Ordinal),
                ],
                cancellationToken)
            .ConfigureAwait(false);
        foreach (var chat in own.Select(message => message.Chat).OfType<StreamedChat>())
            events.AddRange(await TryAsync(() => ReadChatAsync(chat, cancellationToken)).ConfigureAwait(false));
        return events;
    }

    /// <summary>Records that a poll has read what there was.</summary>
    public void AfterPoll()
    {
        _needsPoll = false;
        foreach (var (id, tries) in _awaited.ToArray())
        {
            // What never appears was deleted, or does not belong to the query.
            if (position.Knows(id) || tries + 1 == MaxTries)
                _awaited.Remove(id);
            else
                _awaited[id] = tries + 1;
        }
    }

    // A line that is not understood may be one that was asked for.
    private bool IsAskedFor(ActivityMessage message)
    {
        if (message.UserId is { } user && !string.Equals(user, context.Account.User.Id, StringComparison.Ordinal))
            return false;
        return message switch
        {
            { EventType: { } type } => eventTypes.Contains(type, StringComparer.Ordinal),
            { Messages.Count: > 0 } => IsAnyAskedFor("dm."),
            { Chat: not null } => IsAnyAskedFor("chat."),
            _ => true,
        };
    }

    private bool IsAnyAskedFor(string prefix) => eventTypes.Any(type => type.StartsWith(prefix, StringComparison.Ordinal));

    private async Task<List<DmEvent>> ReadClassicAsync(string[] ids, CancellationToken cancellationToken)
    {
        ids = Array.FindAll(ids, id => !position.Knows(id) && !_awaited.ContainsKey(id));
        var events = new List<DmEvent>();
        var isSingle =
            ids.Length <= MaxSingleReads
            && schedule.TimeUntilRoom(new Dictionary<string, int>(StringComparer.Ordinal) { [GetEvent] = ids.Length }) == TimeSpan.Zero;
        foreach (var id in ids)
        {
            var found = isSingle
                ? await TryAsync(async () => [await _events.ReadEventAsync(id, cancellationToken).ConfigureAwait(false)])
                    .ConfigureAwait(false)
                : [];
            if (found.Count == 0)
                _awaited[id] = 0;
            events.AddRange(found.Where(IsWanted));
        }

        return events;
    }

    private async Task<IReadOnlyList<DmEvent>> ReadChatAsync(StreamedChat streamed, CancellationToken cancellationToken)
    {
        var id = ChatConversation.IdOf(streamed.ConversationId, context.Account.User.Id);
        if (query.ChatIdFor(context.Account) is { } only && !string.Equals(only, id, StringComparison.Ordinal))
            return [];
        var conversation = await ConversationAsync(id, cancellationToken).ConfigureAwait(false);
        var items = await _chat
            .PrepareAsync(conversation, [streamed.Event], streamed.KeyChange is { } change ? [change] : [], cancellationToken)
            .ConfigureAwait(false);
        if (items.Count == 0 || items.Any(item => _chat.FindMissing(item).Count > 0))
        {
            _needsPoll = true;
            return [];
        }

        return [.. items.Where(item => !item.IsHidden).Select(_chat.Decode).OfType<DmEvent>().Where(query.IsWantedType)];
    }

    // A group's name and admins are not in its events.
    private async Task<ChatConversation> ConversationAsync(string id, CancellationToken cancellationToken)
    {
        if (Ids.UsersOf(id).Count > 0)
            return new ChatConversation(id);
        if (!_groups.TryGetValue(id, out var group))
            _groups[id] = group = await _chat.ReadConversationAsync(id, Api.ChatMembers.Admins, cancellationToken).ConfigureAwait(false);
        return group;
    }

    private async Task<IReadOnlyList<DmEvent>> TryAsync(Func<Task<IReadOnlyList<DmEvent>>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (DmException error) when (error.Kind == DmErrorKind.NotFound || WatchOutage.CanPass(error))
        {
            operation.Verbose($"An event of the stream could not be read, and is left to a poll: {error.Message}");
            _needsPoll = true;
            return [];
        }
    }

    // A message of a group looks like one of two people: the conversation is checked once it is known.
    private bool IsWanted(StreamedMessage message)
        => query.ParticipantId is not { } other
        || string.Equals(message.SenderId, other, StringComparison.Ordinal)
        || string.Equals(message.RecipientId, other, StringComparison.Ordinal);

    private bool IsWanted(DmEvent item)
        => query.IsWantedType(item)
        && (query.ChatIdFor(context.Account) is not { } only || string.Equals(only, item.ConversationId, StringComparison.Ordinal));
}
