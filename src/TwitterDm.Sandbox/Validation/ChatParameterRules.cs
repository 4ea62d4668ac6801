namespace TwitterDm.Sandbox.Validation;

/// <summary>The parameters in X's API description, for the X Chat endpoints of the sandbox.</summary>
internal static class ChatParameterRules
{
    public static readonly ParameterRule ConversationId = ParameterRule.Path("id", pattern: null);
    public static readonly ParameterRule EventsConversationId = ParameterRule.Path(
        "id",
        "^([0-9]{1,19}|[0-9]{1,19}-[0-9]{1,19}|g[0-9]{1,19})$");

    // Unlike the tokens of the other lists, these have no minimum length.
    public static readonly ParameterRule PaginationToken = new("pagination_token", ParameterPlace.Query, ParameterKind.Text);

    public static readonly ParameterRule ConversationFields = ParameterRule.WordList(
        "chat_conversation.fields",
        "created_at", "group_avatar_url", "group_name", "id", "is_muted", "message_ttl_ms", "screen_capture_blocking_enabled",
        "screen_capture_detection_enabled", "type", "updated_at");

    public static readonly ParameterRule ConversationExpansions = ParameterRule.WordList(
        "expansions",
        "admin_ids",
        "member_ids",
        "participant_ids");

    public static readonly ParameterRule EventFields = ParameterRule.WordList(
        "chat_message_event.fields",
        "conversation_id",
        "conversation_token",
        "created_at",
        "encoded_event",
        "id",
        "is_trusted",
        "message_event_signature",
        "previous_id",
        "sender_id");

    public static readonly ParameterRule PublicKeyFields = ParameterRule.WordList(
        "public_key.fields", "identity_public_key_signature", "juicebox_config", "public_key", "public_key_version", "signing_public_key");

    public static readonly IReadOnlyList<ParameterRule> Conversations =
        [ParameterRules.MaxResults, PaginationToken, ConversationFields, ConversationExpansions, ParameterRules.UserFields];

    public static readonly IReadOnlyList<ParameterRule> OneConversation =
        [ConversationId, ConversationFields, ConversationExpansions, ParameterRules.UserFields];

    public static readonly IReadOnlyList<ParameterRule> WriteToConversation = [EventsConversationId];

    public static readonly ParameterRule UploadSession = ParameterRule.Path("id", pattern: null);
    public static readonly ParameterRule MediaHashKey = ParameterRule.Path("media_hash_key", "^[a-zA-Z0-9]{1,50}$");

    public static readonly IReadOnlyList<ParameterRule> OneFile = [EventsConversationId, MediaHashKey];

    public static readonly IReadOnlyList<ParameterRule> Events =
    [
        EventsConversationId,
        ParameterRules.MaxResults,
        PaginationToken,
        EventFields,
    ];

    public static readonly IReadOnlyList<ParameterRule> PublicKeysOfUser = [ParameterRules.UserId, PublicKeyFields];

    public static readonly IReadOnlyList<ParameterRule> PublicKeysOfUsers = [ParameterRules.UserIds, PublicKeyFields];
}
