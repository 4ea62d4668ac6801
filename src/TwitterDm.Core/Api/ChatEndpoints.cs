using TwitterDm.Http;
using TwitterDm.Json;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that read X Chat, and the public keys of its users.</summary>
internal static class ChatEndpoints
{
    /// <summary>The largest page of conversations, and of events.</summary>
    public const int MaxPage = 100;

    /// <summary>The maximum number of users whose public keys one request can ask for.</summary>
    public const int MaxKeyLookup = 100;

    /// <summary>The endpoint of the list of conversations, as the rate limit names it.</summary>
    public const string ListOfConversations = "GET " + ConversationsPath;

    /// <summary>The endpoint of the list of a conversation's events, as the rate limit names it.</summary>
    public const string ListOfEvents = "GET " + EventsPath;

    /// <summary>What to do if X refuses a conversation that the request names.</summary>
    public const string ConversationAdvice =
        "Check the id of the conversation: X refuses one that does not exist like one that this account is not a member of. If it is right, check that the app may "
        + "read Direct Messages and that the token has the scopes dm.read, tweet.read and users.read.";

    private const string ConversationsPath = "/2/chat/conversations";
    private const string EventsPath = "/2/chat/conversations/{id}/events";

    // With a spending limit, it has to suffice for so many members of a group: X does not say how many there are.
    private const int ReservedMembers = 100;

    private static readonly string[] ConversationFields =
    [
        "created_at", "group_avatar_url", "group_name", "id", "is_muted", "message_ttl_ms", "screen_capture_blocking_enabled",
        "screen_capture_detection_enabled", "type", "updated_at",
    ];

    private static readonly string[] Admins = ["admin_ids"];

    private static readonly string[] Members = ["participant_ids", "member_ids", "admin_ids"];

    private static readonly string[] EventFields =
    [
        "conversation_id",
        "created_at",
        "encoded_event",
        "id",
        "is_trusted",
        "previous_id",
        "sender_id",
    ];

    private static readonly string[] KeyFields =
    [
        "identity_public_key_signature",
        "public_key",
        "public_key_version",
        "signing_public_key",
    ];

    /// <summary><c>GET /2/chat/conversations</c>: a page of the account's conversations, without message requests.</summary>
    /// <param name="client">Sends the request.</param>
    /// <param name="token">The pagination token from the previous page; null for the first page.</param>
    /// <param name="members">Which members the response includes. Their number, and thus the cost, is unknown beforehand.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task<ApiResponse<WireList<WireChatConversation>>> ListChatConversationsAsync(
        this ApiClient client, string? token, ChatMembers members, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get(ConversationsPath)
            .With("max_results", FormattableString.Invariant($"{MaxPage}"))
            .With("pagination_token", token)
            .WithConversationFields(members);
        var response = await client.SendAsync(request, ApiJson.Default.ChatConversationList, cancellationToken).ConfigureAwait(false);
        response.ThrowIfMissing(request);
        return response;
    }

    /// <summary><c>GET /2/chat/conversations/{id}</c>: one conversation.</summary>
    /// <param name="client">Sends the request.</param>
    /// <param name="id">The conversation's id.</param>
    /// <param name="members">Which members the response includes. Their number, and thus the cost, is unknown beforehand.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task<ApiResponse<WireChatConversation>> GetChatConversationAsync(
        this ApiClient client, string id, ChatMembers members, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get("/2/chat/conversations/{id}", ("id", id))
            .WithConversationFields(members)
            .Costing(members == ChatMembers.All ? new Cost(Users: ReservedMembers) : default);
        try
        {
            var response = await client.SendAsync(request, ApiJson.Default.SingleChatConversation, cancellationToken).ConfigureAwait(false);
            return response.Data is { IsIdentified: true } ? response : throw ResponseReader.Missing(request, response.Problems);
        }
        catch (DmException exception) when (IsAboutConversation(exception))
        {
            throw new DmException(exception) { RecommendedAction = ConversationAdvice };
        }
    }

    /// <summary><c>GET /2/chat/conversations/{id}/events</c>: a page of a conversation's events.</summary>
    /// <param name="client">Sends the request.</param>
    /// <param name="id">The conversation's id; for a one-to-one conversation, also the id of the other user.</param>
    /// <param name="page">The page; X Chat has no filter by the type of the events.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task<ApiResponse<WireList<WireChatEvent>>> ListChatEventsAsync(
        this ApiClient client, string id, PageRequest page, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get(EventsPath, ("id", id))
            .With("pagination_token", page.Token)
            .With("chat_message_event.fields", EventFields)
            .Costing(new Cost(Events: 1), page.Size, "max_results");
        try
        {
            var response = await client.SendAsync(request, ApiJson.Default.ChatEventList, cancellationToken).ConfigureAwait(false);
            response.ThrowIfMissing(request);
            return response;
        }
        catch (DmException exception) when (IsAboutConversation(exception))
        {
            throw new DmException(exception) { RecommendedAction = ConversationAdvice };
        }
    }

    /// <summary><c>GET /2/users/{id}/public_keys</c>: the public keys that a user has registered.</summary>
    public static async Task<IReadOnlyList<WirePublicKey>> GetPublicKeysAsync(
        this ApiClient client,
        string userId,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get("/2/users/{id}/public_keys", ("id", userId)).With("public_key.fields", KeyFields);
        return await client.ListPublicKeysAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// <c>GET /2/users/public_keys</c>: the public keys of up to <see cref="MaxKeyLookup"/> users. X's description has no member that says
    /// to whom a row belongs.
    /// </summary>
    public static async Task<IReadOnlyList<WirePublicKey>> GetPublicKeysAsync(
        this ApiClient client, IReadOnlyCollection<string> userIds, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get("/2/users/public_keys").With("ids", userIds).With("public_key.fields", KeyFields);
        return await client.ListPublicKeysAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // A user without keys can be a response without data, too.
    private static async Task<IReadOnlyList<WirePublicKey>> ListPublicKeysAsync(
        this ApiClient client,
        ApiRequest request,
        CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(request, ApiJson.Default.PublicKeyList, cancellationToken).ConfigureAwait(false);
        return response.Data is null && response.Problems.Count > 0
            ? throw ResponseReader.Missing(request, response.Problems)
            : response.Data ?? [];
    }

    // A refusal that is not about the account or the token.
    private static bool IsAboutConversation(DmException exception)
        => exception is { Kind: DmErrorKind.Permission, EndsRun: false } or { Kind: DmErrorKind.NotFound };

    private static ApiRequest WithConversationFields(this ApiRequest request, ChatMembers members)
    {
        var fields = request.With("chat_conversation.fields", ConversationFields);
        return members switch
        {
            ChatMembers.All => fields.With("expansions", Members).WithUserFields(),
            ChatMembers.Admins => fields.With("expansions", Admins).WithUserFields(),
            _ => fields,
        };
    }
}

/// <summary>Which members of conversations a response includes. X bills each of them as a user who was read.</summary>
internal enum ChatMembers
{
    /// <summary>None.</summary>
    None,

    /// <summary>The admins of groups, who may delete the messages of others.</summary>
    Admins,

    /// <summary>All.</summary>
    All,
}
