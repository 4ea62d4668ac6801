using TwitterDm.Http;
using TwitterDm.Json;
using TwitterDm.Problems;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that read events.</summary>
internal static class EventEndpoints
{
    /// <summary>The endpoint of the list of all conversations, as the rate limit names it.</summary>
    public const string ListOfAll = "GET " + AllPath;

    /// <summary>The endpoint of the list of a one-to-one conversation, as the rate limit names it.</summary>
    public const string ListWith = "GET " + WithPath;

    /// <summary>The endpoint of the list of a conversation, as the rate limit names it.</summary>
    public const string ListIn = "GET " + InPath;

    private const string AllPath = "/2/dm_events";
    private const string WithPath = "/2/dm_conversations/with/{participant_id}/dm_events";
    private const string InPath = "/2/dm_conversations/{id}/dm_events";

    /// <summary><c>GET /2/dm_events</c>: the events of all conversations in the last 30 days.</summary>
    public static Task<ApiResponse<WireList<WireEvent>>> ListEventsAsync(
        this ApiClient client,
        PageRequest page,
        CancellationToken cancellationToken) => client.ListAsync(ApiRequest.Get(AllPath), page, cancellationToken);

    /// <summary>
    /// <c>GET /2/dm_conversations/with/{participant_id}/dm_events</c>: the events of the one-to-one conversation with a user.
    /// </summary>
    public static Task<ApiResponse<WireList<WireEvent>>> ListEventsWithAsync(
        this ApiClient client, string participantId, PageRequest page, CancellationToken cancellationToken)
        => client.ListAsync(ApiRequest.Get(WithPath, ("participant_id", participantId)), page, cancellationToken);

    /// <summary><c>GET /2/dm_conversations/{id}/dm_events</c>: the events of a conversation.</summary>
    public static Task<ApiResponse<WireList<WireEvent>>> ListEventsInAsync(
        this ApiClient client, string conversationId, PageRequest page, CancellationToken cancellationToken)
        => client.ListAsync(ApiRequest.Get(InPath, ("id", conversationId)), page, cancellationToken);

    /// <summary><c>GET /2/dm_events/{event_id}</c>: one event.</summary>
    public static async Task<ApiResponse<WireEvent>> GetEventAsync(
        this ApiClient client,
        string eventId,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get("/2/dm_events/{event_id}", ("event_id", eventId)).Costing(Cost.EventAndSender);
        var response = await client
            .SendWithEventFieldsAsync(request, ApiJson.Default.SingleEvent, client.IncludesParticipants(), exact: null, cancellationToken)
            .ConfigureAwait(false);
        if (response.Data is not { IsIdentified: true } item)
            throw ResponseReader.Missing(request, response.Problems);
        if (Ids.Compare(item.Id!, eventId) != 0)
            throw ResponseReader.Unfit(request, "The response contains a different event than requested.");
        await client.AddParticipantsAsync(response, cancellationToken).ConfigureAwait(false);
        return response;
    }

    // A list without data is an empty page, unless a problem says that the conversation or user in the path does not exist, or that
    // something is wrong with the account. Otherwise such a problem is about a user or medium of the page.
    private static async Task<ApiResponse<WireList<WireEvent>>> ListAsync(
        this ApiClient client, ApiRequest request, PageRequest page, CancellationToken cancellationToken)
    {
        var paged = request
            .With("pagination_token", page.Token)
            .With("event_types", page.EventTypes.Distinct().Select(type => type.ToString()));
        ApiResponse<WireList<WireEvent>> response;
        try
        {
            var costing = paged.Costing(Cost.EventAndSender, page.Size, "max_results");
            response = await client
                .SendWithEventFieldsAsync(
                    costing,
                    ApiJson.OddEventList,
                    client.IncludesParticipants(),
                    new EventListReader(client.Texts).Read,
                    cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DmException exception) when (request.Endpoint is ListIn && exception is { Kind: DmErrorKind.Permission, EndsRun: false })
        {
            throw new DmException(exception) { RecommendedAction = ChatEndpoints.ConversationAdvice };
        }

        response.ThrowIfMissing(request);
        LeaveOutUnidentified(response);
        await client.AddParticipantsAsync(paged, response, cancellationToken).ConfigureAwait(false);
        return response;
    }

    // An event without an id can neither be returned once only nor be resumed after.
    private static void LeaveOutUnidentified(ApiResponse<WireList<WireEvent>> response)
    {
        if (response.Data is not { } events)
            return;
        for (var index = events.Count - 1; index >= 0; index--)
        {
            if (events[index].IsIdentified)
                continue;
            events.RemoveAt(index);
            events.Unreadable++;
        }

        if (events.Unreadable > 0)
        {
            var detail = FormattableString.Invariant(
                $"{events.Unreadable} of the {events.Count + events.Unreadable} events of the page could not be read or had no id.");
            response.Errors = [.. response.Errors ?? [], new WireProblem { Title = "Unreadable event", Detail = detail }];
        }
    }

    // With a spending limit, a request must not include a number of users that is unknown beforehand.
    private static bool IncludesParticipants(this ApiClient client) => client.Usage.Limit is null;
}

/// <summary>Which page of a list to request.</summary>
/// <param name="Size">The maximum number of events: 1 to 100. A spending limit can reduce it.</param>
/// <param name="Token">The pagination token from the previous page; null for the first page.</param>
/// <param name="EventTypes">The types of events; an empty collection means all types.</param>
internal sealed record PageRequest(int Size, string? Token, IReadOnlyCollection<DmEventType> EventTypes);
