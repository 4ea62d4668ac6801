using TwitterDm.Json;
using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>
/// With a spending limit, and in a vocabulary without a field for the ids of participants, a page is read without those who join or leave:
/// only then the number of such events, and so the cost of including their users, is known. The page is read once more if the limit covers
/// that; otherwise each such event, as long as the limit allows. X bills the events themselves once a day.
/// </summary>
internal static class ParticipantLookup
{
    // A group has at most 50 participants, and one of them adds the others.
    private const int MaxParticipants = 49;

    /// <summary>Adds the participants who join or leave to a page.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="page">The request that returned the page, without its fields and its size.</param>
    /// <param name="response">The page.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public static async Task AddParticipantsAsync(
        this ApiClient client, ApiRequest page, ApiResponse<WireList<WireEvent>> response, CancellationToken cancellationToken)
    {
        var events = response.Data ?? [];
        var lacking = client.FindLacking(events);
        if (lacking.Length == 0)
            return;
        var includes = response.Includes ??= new WireIncludes();
        // The page can have moved on since: then all of its events are new.
        var cost = new Cost(Events: events.Count, Users: events.Count + (lacking.Length * MaxParticipants));
        if (client.Usage.Affordable(cost, 1) == 0)
        {
            await client.ReadEachAsync(lacking, includes, cancellationToken).ConfigureAwait(false);
            return;
        }

        var again = page.Costing(cost).With("max_results", FormattableString.Invariant($"{events.Count}"));
        await client
            .WithinLimitAsync(async () =>
            {
                var read = await client
                    .SendWithEventFieldsAsync(again, ApiJson.Default.EventList, includesParticipants: true, exact: null, cancellationToken)
                    .ConfigureAwait(false);
                Add(lacking, includes, read.Data ?? [], read.Includes);
            })
            .ConfigureAwait(false);
    }

    /// <summary>Adds the participants who join or leave to an event.</summary>
    /// <param name="client">Sends the request.</param>
    /// <param name="response">The event.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task AddParticipantsAsync(
        this ApiClient client,
        ApiResponse<WireEvent> response,
        CancellationToken cancellationToken)
    {
        if (response.Data is { } item && client.FindLacking([item]) is { Length: > 0 } lacking)
            await client.ReadEachAsync(lacking, response.Includes ??= new WireIncludes(), cancellationToken).ConfigureAwait(false);
    }

    private static WireEvent[] FindLacking(this ApiClient client, IEnumerable<WireEvent> events)
        => client.Usage.Limit is null || client.Vocabulary.Current != FieldVocabulary.PostsOnly
            ? []
            :
            [
                .. events.Where(item =>
                    item
                        is {
                            Id: not null,
                            EventType: nameof(DmEventType.ParticipantsJoin) or nameof(DmEventType.ParticipantsLeave),
                            ParticipantIds: null or []
                        }),
            ];

    private static Task ReadEachAsync(
        this ApiClient client,
        WireEvent[] lacking,
        WireIncludes includes,
        CancellationToken cancellationToken) =>
        client.WithinLimitAsync(async () =>
        {
            foreach (var item in lacking)
            {
                var request = ApiRequest
                    .Get("/2/dm_events/{event_id}", ("event_id", item.Id!))
                    .Costing(new Cost(Events: 1, Users: 1 + MaxParticipants));
                var read = await client
                    .SendWithEventFieldsAsync(
                        request,
                        ApiJson.Default.SingleEvent,
                        includesParticipants: true,
                        exact: null,
                        cancellationToken)
                    .ConfigureAwait(false);
                Add([item], includes, read.Data is null ? [] : [read.Data], read.Includes);
            }
        });

    // The events are paid for already, and are useful without the participants.
    private static async Task WithinLimitAsync(this ApiClient client, Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.SpendingLimit)
        {
            client.Operation.Warn(
                "Some events lack the participants who joined or left: the rest of the spending limit is too small to read them.");
        }
    }

    private static void Add(WireEvent[] lacking, WireIncludes includes, IReadOnlyList<WireEvent> read, WireIncludes? readIncludes)
    {
        foreach (var item in lacking)
            item.ParticipantIds = read.FirstOrDefault(other => string.Equals(other.Id, item.Id, StringComparison.Ordinal))?.ParticipantIds;
        includes.Users = [.. includes.Users ?? [], .. readIncludes?.Users ?? []];
    }
}
