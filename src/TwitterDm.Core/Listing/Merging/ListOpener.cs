using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Chat;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Pages;
using TwitterDm.Usage;

namespace TwitterDm.Listing.Merging;

/// <summary>Creates the lists that a listing merges.</summary>
/// <param name="query">The query.</param>
/// <param name="account">The account that reads.</param>
/// <param name="events">Reads classic messages.</param>
/// <param name="chat">Reads X Chat.</param>
/// <param name="tally">Counts what is read.</param>
/// <param name="operation">Receives the notices.</param>
/// <param name="progress">Reports each page.</param>
/// <param name="lookAhead">How many pages of X Chat may be read before they are due.</param>
/// <param name="returned">The events after the position of the checkpoint that were returned.</param>
/// <param name="lateEvents">Recognizes events that appear late; null to end at the position of the query.</param>
internal sealed class ListOpener(
    DmEventQuery query,
    AccountContext account,
    EventReader events,
    ChatReader chat,
    ListingTally tally,
    Operation operation,
    ListingProgress progress,
    LookAhead lookAhead,
    IReadOnlySet<ReturnedEvent> returned,
    ILateEvents? lateEvents = null)
{
    /// <summary>The list of classic messages.</summary>
    /// <param name="classic">The query, with the position of its checkpoint.</param>
    /// <param name="start">The position at which it starts; null for its beginning.</param>
    public MergedList CreateClassic(DmEventQuery classic, ListPosition? start)
        => new(
            null,
            (token, _) =>
                Task.FromResult(
                    new MergedList.OpenedList(
                        Open(classic.ForClassic(), new ClassicPageReader(events, classic), token, isWantedType: null, conversationId: null),
                        Reader: null)),
            account.ServerNow,
            start);

    /// <summary>The list of a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="checkpoint">Where X Chat starts; null without a checkpoint.</param>
    /// <param name="start">The position at which it starts; null for its beginning.</param>
    public MergedList CreateChat(ChatConversation conversation, ChatPosition? checkpoint, ListPosition? start)
    {
        var since =
            checkpoint is null ? query
            : checkpoint.Conversations.GetValueOrDefault(conversation.Id)?.NewestEventId is { } newest
                ? query with
                {
                    SinceId = newest,
                    Since = null,
                }
            : query with { SinceId = null, Since = checkpoint.Since };
        return new(conversation, OpenAsync, account.ServerNow, start);

        async Task<MergedList.OpenedList> OpenAsync(string? token, CancellationToken cancellationToken)
        {
            // A group's name and admins are not in its events.
            var known = conversation.IsRead || conversation.Type == DmConversationType.OneToOne
                ? conversation
                : await chat.ReadConversationAsync(conversation.Id, ChatMembers.Admins, cancellationToken).ConfigureAwait(false);
            var reader = new ChatPageReader(chat, known, lookAhead, progress, query.IsStrict);
            return new(Open(WithPageSize(since), reader, token, since.IsWantedType, conversation.Id), reader);
        }
    }

    private DmEventQuery WithPageSize(DmEventQuery of)
        => of is { IsAll: true, First: { } first, PageSize: null, Since: null, SinceId: null, EventTypes.Count: 0 }
            ? of with
            {
                PageSize = lookAhead.PageSizeFor(first),
            }
            : of;

    private ListingRun Open(DmEventQuery of, IPageReader reader, string? token, Func<DmEvent, bool>? isWantedType, string? conversationId)
    {
        var position = new ListingPosition(ResumeToken.Parse(token), () => account.ServerNow);
        var sizer = new PageSizer(
            of,
            isFiltered: isWantedType is not null && of.EventTypes.Count > 0,
            known: lateEvents?.CountRecent(conversationId) ?? 0);
        // With a number of events, the next ones may come from other lists, and this page may never be due.
        return new(
            of,
            new PageFeed(reader, of, sizer, position.StartPage),
            position,
            tally,
            operation,
            progress,
            ReturnedEvent.Exclude(returned, isWantedType),
            readsAhead: query.First is null,
            LateIn(conversationId));
    }

    private Func<EventPlace, bool>? LateIn(string? conversationId)
        => lateEvents is null ? null : place => lateEvents.IsLate(conversationId, place);
}
