using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that read events.</summary>
internal static class EventEndpoints
{
    /// <summary>The name by which the requests for lists of all conversations are counted.</summary>
    public const string ListOfAll = "GET /2/dm_events";

    /// <summary><c>GET /2/dm_events</c>: all conversations, the last 30 days.</summary>
    public static Task<ApiResponse<IReadOnlyList<WireEvent>>> ListEventsAsync(this ApiClient sender, PageRequest page, CancellationToken cancellationToken)
        => sender.ListAsync(ApiRequest.Get($"/2/dm_events"), page, cancellationToken);

    /// <summary><c>GET /2/dm_conversations/with/{participant_id}/dm_events</c>: the conversation of two with that user.</summary>
    public static Task<ApiResponse<IReadOnlyList<WireEvent>>> ListEventsWithAsync(
        this ApiClient sender, string participantId, PageRequest page, CancellationToken cancellationToken)
        => sender.ListAsync(ApiRequest.Get($"/2/dm_conversations/with/{participantId}/dm_events", "participant_id"), page, cancellationToken);

    /// <summary><c>GET /2/dm_conversations/{id}/dm_events</c>: any conversation.</summary>
    public static Task<ApiResponse<IReadOnlyList<WireEvent>>> ListEventsInAsync(
        this ApiClient sender, string conversationId, PageRequest page, CancellationToken cancellationToken)
        => sender.ListAsync(ApiRequest.Get($"/2/dm_conversations/{conversationId}/dm_events", "id"), page, cancellationToken);

    /// <summary><c>GET /2/dm_events/{event_id}</c>: one event.</summary>
    public static async Task<ApiResponse<WireEvent>> GetEventAsync(this ApiClient sender, string eventId, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get($"/2/dm_events/{eventId}", "event_id").Costing(Cost.EventAndSender).WithEventFields(sender);
        var answer = await sender.SendAsync(request, ApiJson.Default.SingleEvent, cancellationToken).ConfigureAwait(false);
        return answer.Data is null ? throw ResponseReader.Missing(request, answer.Errors) : answer;
    }

    // A list without data is an empty page, unless the API says that what it is about does not exist. Beside a page, empty or not, such a
    // problem is about one of the page's people or media.
    private static async Task<ApiResponse<IReadOnlyList<WireEvent>>> ListAsync(
        this ApiClient sender, ApiRequest request, PageRequest page, CancellationToken cancellationToken)
    {
        request.Costing(Cost.EventAndSender, page.Size, "max_results")
            .With("pagination_token", page.Token)
            .With("event_types", page.EventTypes.Select(type => type.ToString()))
            .WithEventFields(sender);
        var answer = await sender.SendAsync(request, ApiJson.Default.EventList, cancellationToken).ConfigureAwait(false);
        var isMissing = answer.Data is null
            && (answer.Errors ?? []).Select(ProblemReader.ToProblem).Any(problem => problem.IsNotFound && (answer.Meta is null || request.IsAbout(problem.Parameter)));
        return isMissing ? throw ResponseReader.Missing(request, answer.Errors) : answer;
    }
}

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Size">How many events at most: 1 to 100. A spending limit can make it fewer.</param>
/// <param name="Token">The token that the page before told; null for the first page.</param>
/// <param name="EventTypes">The kinds of events; none means all.</param>
internal sealed record PageRequest(int Size, string? Token, IReadOnlyCollection<DmEventType> EventTypes);
