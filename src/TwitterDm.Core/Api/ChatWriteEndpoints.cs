using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that write to X Chat.</summary>
internal static class ChatWriteEndpoints
{
    /// <summary>The endpoint that sends, as the rate limit names it.</summary>
    public const string Sending = "POST " + MessagesPath;

    private const string MessagesPath = "/2/chat/conversations/{id}/messages";

    /// <summary>
    /// <c>POST /2/chat/conversations/{id}/messages</c>: sends an encrypted message, reaction or edit. X recognizes its id, so it can be
    /// sent again.
    /// </summary>
    /// <param name="client">Sends the request.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="message">The message.</param>
    /// <param name="observer">Observes the attempts; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The event in base64, which can be one that says why X refused the message.</returns>
    public static async Task<string> PostChatMessageAsync(
        this ApiClient client,
        string conversationId,
        WireNewChatMessage message,
        IAttemptObserver? observer,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest
            .Post(MessagesPath, ("id", conversationId))
            .WithJson(message, ApiJson.Default.NewChatMessage)
            .Costing(Cost.Message)
            .Repeatable();
        var response = await client
            .SendAsync(request, ApiJson.Default.SentChatMessage, observer, exact: null, cancellationToken)
            .ConfigureAwait(false);
        return response.Data?.EncodedMessageEvent is { Length: > 0 } encoded
            ? encoded
            : throw ResponseReader.Missing(request, response.Problems);
    }

    /// <summary>The request of <see cref="PostChatMessageAsync"/> in words, for errors.</summary>
    public static string DescribeSending(string conversationId) => ApiRequest.Post(MessagesPath, ("id", conversationId)).ToString();

    /// <summary>
    /// <c>POST /2/chat/conversations/{id}/messages/delete</c>: deletes messages. Deleting them again has no further effect.
    /// </summary>
    public static Task<bool> DeleteChatMessagesAsync(
        this ApiClient client, string conversationId, WireChatDeletion deletion, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post("/2/chat/conversations/{id}/messages/delete", ("id", conversationId))
            .WithJson(deletion, ApiJson.Default.ChatDeletion).Costing(Cost.Delete).Repeatable();
        return client.DeleteAsync(request, cancellationToken);
    }

    /// <summary><c>POST /2/chat/conversations/{id}/read</c>: marks a conversation as read up to an event.</summary>
    public static async Task<bool> MarkChatReadAsync(
        this ApiClient client,
        string conversationId,
        string eventId,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post("/2/chat/conversations/{id}/read", ("id", conversationId))
            .WithJson(new WireChatReadMark { SeenUntilSequenceId = eventId }, ApiJson.Default.ChatReadMark).Repeatable();
        var response = await client.SendAsync(request, ApiJson.Default.Success, cancellationToken).ConfigureAwait(false);
        return response.Data?.Success ?? throw ResponseReader.Missing(request, response.Problems);
    }

    /// <summary>
    /// <c>POST /2/chat/conversations/{id}/keys</c>: gives a conversation a key, with which a one-to-one conversation begins.
    /// </summary>
    public static async Task<WireAddedChatKey> AddChatKeyAsync(
        this ApiClient client, string conversationId, WireNewChatKey key, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post("/2/chat/conversations/{id}/keys", ("id", conversationId)).WithJson(key, ApiJson.Default.NewChatKey);
        var response = await client.SendAsync(request, ApiJson.Default.AddedChatKey, cancellationToken).ConfigureAwait(false);
        return response.Data ?? throw ResponseReader.Missing(request, response.Problems);
    }

    /// <summary>
    /// <c>POST /2/chat/conversations/group/initialize</c>: reserves the id of a new group. An id that is not used has no effect.
    /// </summary>
    public static async Task<string> InitializeChatGroupAsync(this ApiClient client, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post("/2/chat/conversations/group/initialize").Repeatable();
        var response = await client.SendAsync(request, ApiJson.Default.CreatedChat, cancellationToken).ConfigureAwait(false);
        return response.Data?.ConversationId is { Length: > 0 } id ? id : throw ResponseReader.Missing(request, response.Problems);
    }

    /// <summary><c>POST /2/chat/conversations/group</c>: creates the group of a reserved id.</summary>
    public static async Task<WireCreatedChat> CreateChatGroupAsync(
        this ApiClient client,
        WireNewChatGroup group,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post("/2/chat/conversations/group").WithJson(group, ApiJson.Default.NewChatGroup);
        var response = await client.SendAsync(request, ApiJson.Default.CreatedChat, cancellationToken).ConfigureAwait(false);
        return response.Data ?? throw ResponseReader.Missing(request, response.Problems);
    }
}
