using TwitterDm.Accounts;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Pages;

namespace TwitterDm.Watching;

/// <summary>
/// How far a watch has come: each poll lists what is after it. An event that X lists late, and one that was returned before, are recognized
/// by the ids of the last events.
/// </summary>
internal sealed class WatchPosition : ILateEvents
{
    // X lists an event late by seconds. Within this time, every event is among the known ids.
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(15);

    private readonly AccountContext _account;
    private readonly DmEventQuery _start;
    private readonly ChatPosition _chatStart;
    private readonly DateTimeOffset? _from;
    private readonly RecentIds _known = new();
    private readonly Dictionary<string, List<DateTimeOffset>> _recent = new(StringComparer.Ordinal);

    /// <param name="start">The query with the position at which the watch starts.</param>
    /// <param name="chat">Where X Chat starts.</param>
    /// <param name="account">The account that reads.</param>
    /// <param name="returned">The events after the start that were returned by an earlier run.</param>
    public WatchPosition(DmEventQuery start, ChatPosition chat, AccountContext account, IEnumerable<ReturnedEvent> returned)
    {
        _account = account;
        _start = Query = start;
        _from = start.Since ?? (start.SinceId is { } first ? Ids.TimeOf(first) : chat.NewestAt);
        // X Chat has a position for each conversation: an event as the start of all of them is the time of that event.
        _chatStart = Chat =
            start.SinceId is { } id && chat is { Since: null, Conversations.Count: 0 } ? chat with { Since = Ids.TimeOf(id) } : chat;
        foreach (var item in returned)
            _known.Add(Key(item.ConversationId, item.Id));
    }

    /// <summary>The query of what is new.</summary>
    public DmEventQuery Query { get; private set; }

    /// <summary>How far X Chat was read.</summary>
    public ChatPosition Chat { get; private set; }

    /// <summary>The newest classic event that was read; null if there was none.</summary>
    public (string Id, DateTimeOffset At)? Newest { get; private set; }

    /// <inheritdoc/>
    public bool IsLate(string? conversationId, EventPlace place)
        => place.IsOrdered()
        && place.At >= _account.ServerNow - MaxDelay
        && IsAfterStart(conversationId, place)
        && !_known.Has(Key(conversationId, place.Id));

    /// <summary>Keeps an event in mind; false if it was returned before.</summary>
    public bool Add(DmEvent item)
    {
        if (IsOld(item))
            return false;
        var isChat = item.IsOf(DmSource.Chat);
        if (isChat
            && _start.SinceId is { } first
            && _chatStart.Conversations.Count == 0
            && Ids.IsOrdered(item.Id)
            && Ids.Compare(item.Id, first) <= 0)
        {
            return false;
        }

        var conversation = isChat ? item.ConversationId : null;
        if (!_known.Add(Key(conversation, item.Id)))
            return false;
        AddRecent(conversation, EventPlace.Of(item));
        return true;
    }

    /// <inheritdoc/>
    public int CountRecent(string? conversationId)
    {
        if (!_recent.TryGetValue(conversationId ?? string.Empty, out var times))
            return 0;
        times.RemoveAll(time => time < _account.ServerNow - MaxDelay);
        if (times.Count == 0)
            _recent.Remove(conversationId ?? string.Empty);
        return times.Count;
    }

    /// <summary>Whether a classic event was returned before.</summary>
    public bool Knows(string eventId) => _known.Has(Key(conversationId: null, eventId));

    /// <summary>Goes on after everything that a poll has read.</summary>
    /// <param name="newest">The newest classic event that it passed; null if there was none.</param>
    /// <param name="chat">How far it read X Chat; null if it did not.</param>
    /// <returns>Whether that is further than before.</returns>
    public bool Advance((string Id, DateTimeOffset At)? newest, ChatPosition? chat)
    {
        var hasAdvanced = false;
        if (newest is { } passed
            && (Newest is null || Ids.Compare(passed.Id, Newest.Value.Id) > 0)
            && (Query.SinceId is null || Ids.Compare(passed.Id, Query.SinceId) > 0))
        {
            Newest = passed;
            Query = Query with { SinceId = passed.Id, Since = null };
            hasAdvanced = true;
        }

        if (chat is null)
            return hasAdvanced;
        hasAdvanced |=
            chat.Conversations.Count != Chat.Conversations.Count
            || chat.Conversations.Any(entry => entry.Value != Chat.Conversations[entry.Key]);
        Chat = chat;
        return hasAdvanced;
    }

    // More than a page of them is never read again.
    private void AddRecent(string? conversationId, EventPlace place)
    {
        if (!place.IsOrdered() || place.At < _account.ServerNow - MaxDelay)
            return;
        if (!_recent.TryGetValue(conversationId ?? string.Empty, out var times))
            _recent[conversationId ?? string.Empty] = times = [];
        times.Add(place.At);
        if (times.Count > DmEventQuery.MaxPage)
            times.RemoveAt(0);
    }

    // An id and a time that contradict each other end no list, so that such an event comes with every page. If both are before the start,
    // it is not new.
    private bool IsOld(DmEvent item)
        => item.HasTime && item.CreatedAtUtc < _from && Ids.TimeOf(item.Id) < _from && !EventPlace.Of(item).IsOrdered();

    private bool IsAfterStart(string? conversationId, EventPlace place)
    {
        if (conversationId is null)
            return _start.EndAt(place) is null;
        return _chatStart.Conversations.GetValueOrDefault(conversationId)?.NewestEventId is { } newest
            ? Ids.Compare(place.Id, newest) > 0
            : !(place.At < _chatStart.Since);
    }

    private static string Key(string? conversationId, string id) => $"{conversationId}\n{id}";
}
