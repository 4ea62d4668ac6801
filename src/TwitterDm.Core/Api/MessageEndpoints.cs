using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that send and delete messages.</summary>
internal static class MessageEndpoints
{
    /// <summary>What to do if X does not delete an event.</summary>
    public const string DeleteAdvice =
        "You can delete only what you sent. If you sent it, check that the token has the scopes dm.read and dm.write.";

    /// <summary>Whether a rate limit is that of an endpoint that sends messages.</summary>
    public static bool IsLimitOfSending(DmRateLimit limit)
        => limit.Endpoint.StartsWith("POST /2/dm_conversations", StringComparison.Ordinal)
        || string.Equals(limit.Endpoint, ChatWriteEndpoints.Sending, StringComparison.Ordinal);

    /// <summary><c>POST /2/dm_conversations/with/{participant_id}/messages</c>: sends a message to a user.</summary>
    public static Task<WireSentMessage> PostMessageToUserAsync(
        this ApiClient client,
        string participantId,
        WireOutgoingMessage message,
        IAttemptObserver? observer,
        CancellationToken cancellationToken) =>
        client.PostMessageAsync(
            ApiRequest
                .Post("/2/dm_conversations/with/{participant_id}/messages", ("participant_id", participantId))
                .WithJson(message, ApiJson.Default.OutgoingMessage),
            observer,
            cancellationToken);

    /// <summary><c>POST /2/dm_conversations/{dm_conversation_id}/messages</c>: sends a message to a conversation.</summary>
    public static Task<WireSentMessage> PostMessageToConversationAsync(
        this ApiClient client,
        string conversationId,
        WireOutgoingMessage message,
        IAttemptObserver? observer,
        CancellationToken cancellationToken) =>
        client.PostMessageAsync(
            ApiRequest
                .Post("/2/dm_conversations/{dm_conversation_id}/messages", ("dm_conversation_id", conversationId))
                .WithJson(message, ApiJson.Default.OutgoingMessage),
            observer,
            cancellationToken);

    /// <summary><c>POST /2/dm_conversations</c>: creates a group with its first message.</summary>
    public static Task<WireSentMessage> PostConversationAsync(
        this ApiClient client, WireNewConversation conversation, IAttemptObserver? observer, CancellationToken cancellationToken)
        => client.PostMessageAsync(
            ApiRequest.Post("/2/dm_conversations").WithJson(conversation, ApiJson.Default.NewConversation), observer, cancellationToken);

    /// <summary><c>DELETE /2/dm_events/{event_id}</c>: deletes an event that the signed-in user sent.</summary>
    public static async Task<bool> DeleteEventAsync(this ApiClient client, string eventId, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Delete("/2/dm_events/{event_id}", ("event_id", eventId)).Costing(Cost.Delete);
        try
        {
            return await client.DeleteAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception is { Kind: DmErrorKind.Permission, EndsRun: false })
        {
            throw new DmException(exception)
            {
                RecommendedAction = DeleteAdvice,
            };
        }
    }

    private static async Task<WireSentMessage> PostMessageAsync(
        this ApiClient client, ApiRequest request, IAttemptObserver? observer, CancellationToken cancellationToken)
    {
        var response = await client
            .SendAsync(request.Costing(Cost.Message), ApiJson.Default.SentMessage, observer, exact: null, cancellationToken)
            .ConfigureAwait(false);
        // The id proves that the message was accepted, whatever else is missing.
        return response.Data is { DmEventId: { Length: > 0 } } sent
            ? sent
            : throw ResponseReader.Missing(request, response.Problems);
    }
}
