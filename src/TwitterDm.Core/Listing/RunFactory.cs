using TwitterDm.Api;
using TwitterDm.Chat;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Merging;
using TwitterDm.Listing.Pages;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>Creates the run of a listing: a single list for classic messages alone, otherwise the lists that are merged.</summary>
/// <param name="context">The connection.</param>
/// <param name="start">The query as it was given, and where it resumes.</param>
/// <param name="query">The query of classic messages, with the position of its checkpoint.</param>
/// <param name="tally">Counts what is read.</param>
/// <param name="operation">Receives the notices.</param>
/// <param name="lateEvents">
/// Recognizes events that appear late, for a caller that checks the events itself; null for a listing of its own.
/// </param>
/// <param name="returned">The events after the position of the checkpoint that were returned; null if there are none.</param>
internal sealed class RunFactory(
    ListingContext context,
    CheckedQuery start,
    DmEventQuery query,
    ListingTally tally,
    Operation operation,
    ILateEvents? lateEvents = null,
    IEnumerable<ReturnedEvent>? returned = null)
{
    private readonly HashSet<ReturnedEvent> _returned = [.. returned ?? []];
    private readonly DmEventQuery _given = start.Values;
    private readonly ListingProgress _progress = new(context, operation, start.Values);

    /// <summary>Creates the run.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: the page token belongs to a listing of other sources.
    /// </exception>
    public IListingRun Create(IReadOnlyList<DmSource> sources, ChatPosition? chat)
    {
        var client = context.CreateClient(operation);
        var events = new EventReader(context.Account, client);
        return sources is [DmSource.Classic]
            ? CreateClassic(events)
            : CreateMerged(sources, events, new ChatReader(context.Chat, client), chat);
    }

    private ListingRun CreateClassic(EventReader events)
    {
        if (start.MergedStart is not null)
        {
            throw MergedToken.OfOtherListing(
                "a listing that includes X Chat, and classic messages alone were requested",
                [.. start.MergedStart.Sources ?? []]);
        }

        var position = new ListingPosition(start.Start, () => context.Account.ServerNow);
        var classic = query.ForClassic();
        var run = new ListingRun(
            classic,
            new PageFeed(
                new ClassicPageReader(events, classic),
                classic,
                new PageSizer(classic, known: lateEvents?.CountRecent(conversationId: null) ?? 0),
                position.StartPage),
            position,
            tally,
            operation,
            _progress,
            ReturnedEvent.Exclude(_returned),
            isLate: lateEvents is null ? null : place => lateEvents.IsLate(conversationId: null, place));
        if (!query.CanBeClassic())
        {
            operation.Warn(
                $"Classic messages have no events of the type {string.Join(" or ", query.EventTypes)}: nothing was requested. X Chat has them.");
            run.Stop(DmStopReason.End);
        }
        else if (HasNoClassicResult())
            run.Stop(DmStopReason.Window);
        return run;
    }

    private MergedRun CreateMerged(IReadOnlyList<DmSource> sources, EventReader events, ChatReader reader, ChatPosition? checkpoint)
    {
        var token = start.MergedStart;
        if (token is null && _given.PageToken is not null)
            throw MergedToken.OfOtherListing("a listing of classic messages alone, and X Chat was requested, too", [DmSource.Classic]);
        token?.Check(context.Account.User.Id, sources, _given.OrderedTypes(), _given.ChatIdFor(context.Account));
        var lookAhead = new LookAhead(_given);
        var opener = new ListOpener(_given, context.Account, events, reader, tally, operation, _progress, lookAhead, _returned, lateEvents);
        var classic = token?.Lists.GetValueOrDefault(string.Empty);
        var hasClassic = sources.Contains(DmSource.Classic) && query.CanBeClassic() && !HasNoClassicResult();
        var hasChat = sources.Contains(DmSource.Chat) && !context.Account.HoldsNow(now => _given.Since > now + QueryEnd.Tolerance);
        return new(
            _given,
            context.Account,
            context.Chat,
            hasClassic ? opener.CreateClassic(query, classic) : null,
            hasChat ? new ConversationLists(_given, context.Chat, PagesOf(reader, token), opener, checkpoint, token) : null,
            checkpoint,
            tally,
            operation,
            _progress,
            lookAhead,
            lateEvents is null ? new VerificationWarnings(operation) : null);
    }

    private ConversationPages PagesOf(ChatReader reader, MergedToken? token)
        => new(reader, tally, operation, ChatMembers.Admins, _given.IsStrict, token?.ConversationsToken);

    private bool HasNoClassicResult() => context.Account.HoldsNow(query.HasNoResult);
}
