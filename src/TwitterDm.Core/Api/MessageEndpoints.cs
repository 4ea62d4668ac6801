using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that send and delete.</summary>
internal static class MessageEndpoints
{
    /// <summary><c>POST /2/dm_conversations/with/{participant_id}/messages</c>: to a user.</summary>
    public static Task<WireSentMessage> SendToAsync(
        this ApiClient sender, string participantId, WireOutgoingMessage message, IAttemptObserver? watch, CancellationToken cancellationToken)
        => sender.SendAsync(
            ApiRequest.Post($"/2/dm_conversations/with/{participantId}/messages", "participant_id").WithJson(message, ApiJson.Default.OutgoingMessage).WatchedBy(watch),
            cancellationToken);

    /// <summary><c>POST /2/dm_conversations/{dm_conversation_id}/messages</c>: into a conversation.</summary>
    public static Task<WireSentMessage> SendIntoAsync(
        this ApiClient sender, string conversationId, WireOutgoingMessage message, IAttemptObserver? watch, CancellationToken cancellationToken)
        => sender.SendAsync(
            ApiRequest.Post($"/2/dm_conversations/{conversationId}/messages", "dm_conversation_id").WithJson(message, ApiJson.Default.OutgoingMessage).WatchedBy(watch),
            cancellationToken);

    /// <summary><c>POST /2/dm_conversations</c>: creates a group with its first message.</summary>
    public static Task<WireSentMessage> CreateConversationAsync(
        this ApiClient sender, WireNewConversation conversation, IAttemptObserver? watch, CancellationToken cancellationToken)
        => sender.SendAsync(
            ApiRequest.Post($"/2/dm_conversations").WithJson(conversation, ApiJson.Default.NewConversation).WatchedBy(watch), cancellationToken);

    /// <summary><c>DELETE /2/dm_events/{event_id}</c>: deletes an event for the signed-in user.</summary>
    public static async Task<bool> DeleteEventAsync(this ApiClient sender, string eventId, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Delete($"/2/dm_events/{eventId}", "event_id").Costing(Cost.Delete);
        try
        {
            var answer = await sender.SendAsync(request, ApiJson.Default.Deleted, cancellationToken).ConfigureAwait(false);
            return answer.Data?.Deleted ?? throw ResponseReader.Missing(request, answer.Errors);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound && request.Attempts.Count > 1)
        {
            // The attempt before had deleted it, and its answer was lost.
            return true;
        }
    }

    private static async Task<WireSentMessage> SendAsync(this ApiClient sender, ApiRequest request, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(request.Costing(Cost.Message), ApiJson.Default.SentMessage, cancellationToken).ConfigureAwait(false);
        return answer.Data is { DmEventId: { Length: > 0 }, DmConversationId: { Length: > 0 } } sent ? sent : throw ResponseReader.Missing(request, answer.Errors);
    }
}
