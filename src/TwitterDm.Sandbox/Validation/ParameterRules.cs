
namespace TwitterDm.Sandbox.Validation;

/// <summary>
/// The parameters in X's API description, for the endpoints of the sandbox. <see cref="LegacyNames"/> adds the legacy ones.
/// </summary>
internal static class ParameterRules
{
    private const string UserIdPattern = "^[0-9]{1,19}$";
    private const string UsernamePattern = "^[A-Za-z0-9_]{1,15}$";

    public static readonly ParameterRule ParticipantId = ParameterRule.Path("participant_id", UserIdPattern);
    public static readonly ParameterRule ConversationId = ParameterRule.Path("id", "^([0-9]{1,19}-[0-9]{1,19}|[0-9]{15,19})$");
    public static readonly ParameterRule AnyConversationId = ParameterRule.Path("dm_conversation_id", pattern: null);
    public static readonly ParameterRule EventId = ParameterRule.Path("event_id", UserIdPattern);
    public static readonly ParameterRule UserId = ParameterRule.Path("id", UserIdPattern);
    public static readonly ParameterRule UploadId = ParameterRule.Path("id", UserIdPattern);
    public static readonly ParameterRule Username = ParameterRule.Path("username", UsernamePattern);

    public static readonly ParameterRule MediaEventId = ParameterRule.Path("dm_id", pattern: null);
    public static readonly ParameterRule MediaFileId = ParameterRule.Path("media_id", pattern: null);
    public static readonly ParameterRule ResourceId = ParameterRule.Path("resource_id", pattern: null);

    public static readonly ParameterRule UserIds = ParameterRule.RequiredList("ids", 100, UserIdPattern);
    public static readonly ParameterRule Usernames = ParameterRule.RequiredList("usernames", 100, UsernamePattern);

    public static readonly ParameterRule MediaId = ParameterRule.RequiredText("media_id", UserIdPattern);
    public static readonly ParameterRule Command = ParameterRule.Word("command", "STATUS");

    public static readonly ParameterRule MaxResults = ParameterRule.Integer("max_results", 1, 100);
    public static readonly ParameterRule PaginationToken = ParameterRule.Text("pagination_token", 16);

    public static readonly ParameterRule EventTypes = ParameterRule.WordList(
        "event_types", "MessageCreate", "ParticipantsJoin", "ParticipantsLeave");

    public static readonly ParameterRule DmEventFields = ParameterRule.WordList(
        "dm_event.fields", "attachments", "created_at", "dm_conversation_id", "entities", "event_type", "id", "text");

    public static readonly ParameterRule DmEventExpansions = ParameterRule.WordList(
        "expansions", "attachments.media_keys", "participant_ids", "referenced_posts", "sender_id");

    public static readonly ParameterRule UserExpansions = ParameterRule.WordList(
        "expansions", "affiliation", "most_recent_post_id", "pinned_post_id");

    public static readonly ParameterRule UserFields = ParameterRule.WordList(
        "user.fields",
        "confirmed_email", "connection_status", "created_at", "description", "entities", "id", "is_identity_verified", "location",
        "name", "parody", "profile_banner_url", "profile_image_url", "protected", "public_metrics", "receives_your_dm",
        "subscribes_to_you", "subscription", "subscription_type", "url", "username", "verified", "verified_followers_count",
        "verified_type", "withheld");

    public static readonly ParameterRule PostFields = ParameterRule.WordList(
        "post.fields",
        "article", "article_title", "attachments", "card_uri", "community_id", "context_annotations", "conversation_id", "created_at",
        "display_text_range", "edit_controls", "entities", "geo", "id", "lang", "matched_media_notes", "media_metadata",
        "non_public_metrics", "note_post", "note_request_suggestions", "organic_metrics", "paid_partnership", "possibly_sensitive",
        "promoted_metrics", "public_metrics", "reply_settings", "scopes", "source", "suggested_source_links",
        "suggested_source_links_with_counts", "text", "withheld");

    public static readonly ParameterRule MediaFields = ParameterRule.WordList(
        "media.fields",
        "alt_text", "duration_ms", "height", "media_key", "non_public_metrics", "organic_metrics", "preview_image_url",
        "promoted_metrics", "public_metrics", "type", "url", "variants", "width");

    public static readonly IReadOnlyList<ParameterRule> OneEvent =
        [EventId, DmEventFields, DmEventExpansions, UserFields, PostFields, MediaFields];

    public static readonly IReadOnlyList<ParameterRule> AllEvents =
        [MaxResults, PaginationToken, EventTypes, DmEventFields, DmEventExpansions, UserFields, PostFields, MediaFields];

    public static readonly IReadOnlyList<ParameterRule> EventsWithParticipant = [ParticipantId, .. AllEvents];

    public static readonly IReadOnlyList<ParameterRule> EventsOfConversation = [ConversationId, .. AllEvents];

    public static readonly IReadOnlyList<ParameterRule> MessageToParticipant = [ParticipantId];

    public static readonly IReadOnlyList<ParameterRule> MessageToConversation = [AnyConversationId];

    public static readonly IReadOnlyList<ParameterRule> EventToDelete = [EventId];

    public static readonly IReadOnlyList<ParameterRule> OneAttachment = [MediaEventId, MediaFileId, ResourceId];

    public static readonly IReadOnlyList<ParameterRule> OneUser = [UserId];

    public static readonly IReadOnlyList<ParameterRule> OneUpload = [UploadId];

    public static readonly IReadOnlyList<ParameterRule> UploadStatus = [MediaId, Command];

    public static readonly IReadOnlyList<ParameterRule> Me = [UserFields, UserExpansions, PostFields];

    public static readonly IReadOnlyList<ParameterRule> UserByUsername = [Username, .. Me];

    public static readonly IReadOnlyList<ParameterRule> UsersByIds = [UserIds, .. Me];

    public static readonly IReadOnlyList<ParameterRule> UsersByUsernames = [Usernames, .. Me];
}
