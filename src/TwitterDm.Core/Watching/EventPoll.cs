using TwitterDm.Api;
using TwitterDm.Listing;
using TwitterDm.Listing.Merging;
using TwitterDm.Listing.Pages;
using TwitterDm.Usage;

namespace TwitterDm.Watching;

/// <summary>Lists what is new since the last poll.</summary>
/// <param name="context">The connection.</param>
/// <param name="query">The query as it was given.</param>
/// <param name="sources">Where to read.</param>
/// <param name="position">How far the watch has come.</param>
/// <param name="tally">Counts what the polls use.</param>
internal sealed class EventPoll(
    ListingContext context,
    CheckedQuery query,
    IReadOnlyList<DmSource> sources,
    WatchPosition position,
    WatchTally tally)
{
    private double _openedOnAverage;
    private int _conversationPages = 1;

    /// <summary>How many requests a poll makes to each endpoint, as far as that can be foreseen.</summary>
    public IReadOnlyDictionary<string, int> ExpectedRequests
    {
        get
        {
            var expected = new Dictionary<string, int>(StringComparer.Ordinal);
            if (sources.Contains(DmSource.Classic) && query.Values.CanBeClassic())
                expected[EndpointOf(query.Values)] = 1;
            if (!sources.Contains(DmSource.Chat))
                return expected;
            expected[ChatEndpoints.ListOfEvents] = Math.Max(1, (int)Math.Ceiling(_openedOnAverage));
            if (query.Values.IsAll)
                expected[ChatEndpoints.ListOfConversations] = _conversationPages;
            return expected;
        }
    }

    /// <summary>Reads what is new, and moves the position behind it.</summary>
    /// <returns>The events that were not returned before, oldest first.</returns>
    /// <exception cref="DmException">It could not be read; the position is unchanged.</exception>
    public async Task<IReadOnlyList<DmEvent>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new List<DmEvent>();
        var operation = new Operation(context.Policy with { LeavesReserve = true })
        {
            WarnsOfLongWait = true,
            ProgressText = () => Describe(found.Count),
        };
        var listing = new ListingTally(context.Account.Clock, context.Prices, operation.Usage) { Sources = sources };
        var run = new RunFactory(context, query, position.Query, listing, operation, position).Create(sources, position.Chat);
        try
        {
            await CollectAsync(run, found, cancellationToken).ConfigureAwait(false);
            tally.HasAdvanced |= position.Advance(run.NewestClassic, run.ToCheckpoint());
            Learn(run as MergedRun);
            tally.HasSeenEvents = true;
            return [.. InOrder(found).Where(position.Add)];
        }
        catch (Exception exception) when (exception is not (DmException or OperationCanceledException))
        {
            throw DmException.Unexpected(exception);
        }
        finally
        {
            await run.DisposeAsync().ConfigureAwait(false);
            tally.CountPoll(operation.Usage);
        }
    }

    /// <summary>Orders events as they happened: by their ids, which contain the time. One without a time keeps its place.</summary>
    public static IEnumerable<DmEvent> InOrder(IEnumerable<DmEvent> events)
    {
        var before = DateTimeOffset.MinValue;
        return events
            .Select(item => (Item: item, At: before = TimeOf(item) ?? before))
            .ToArray()
            .OrderBy(entry => entry.At)
            .Select(entry => entry.Item);
    }

    private static string Describe(int count)
        => count == 0
            ? "Nothing is lost meanwhile."
            : FormattableString.Invariant(
                $"{count:N0} new events were read so far; they are returned, the oldest first, once all of them are read. If the watch ends before, nothing is lost.");

    // The run lists the newest first.
    private static async Task CollectAsync(IListingRun run, List<DmEvent> found, CancellationToken cancellationToken)
    {
        while (await run.ReadPageAsync(cancellationToken).ConfigureAwait(false) is { } page)
            found.AddRange(page);
        found.Reverse();
    }

    private static DateTimeOffset? TimeOf(DmEvent item)
    {
        if (Ids.IsOrdered(item.Id) && Ids.HasTime(item.Id))
            return Ids.TimeOf(item.Id);
        return item.HasTime ? item.CreatedAtUtc : null;
    }

    private void Learn(MergedRun? run)
    {
        if (run is null)
            return;
        _openedOnAverage = (_openedOnAverage + run.OpenedConversations) / 2;
        _conversationPages = Math.Max(1, (run.ConversationCount + ChatEndpoints.MaxPage - 1) / ChatEndpoints.MaxPage);
    }

    private static string EndpointOf(DmEventQuery query) => query switch
    {
        { ConversationId: not null } => EventEndpoints.ListIn,
        { ParticipantId: not null } => EventEndpoints.ListWith,
        _ => EventEndpoints.ListOfAll,
    };
}
