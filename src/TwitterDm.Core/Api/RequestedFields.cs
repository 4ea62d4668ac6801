using TwitterDm.Http;

namespace TwitterDm.Api;

/// <summary>
/// The fields requested by default: every field and expansion that X's OpenAPI description (2.167) offers for a DmEvent, so that sender names,
/// media and references are available without a second request; for users, media and posts, the fields that the model has.
/// </summary>
internal static class RequestedFields
{
    private static readonly string[] Event = ["attachments", "created_at", "dm_conversation_id", "entities", "event_type", "id", "text"];
    private static readonly string[] Expansions = ["attachments.media_keys", "participant_ids", "referenced_posts", "sender_id"];
    private static readonly string[] EventWithParticipantIds = [.. Event, "participant_ids"];
    private static readonly string[] ExpansionsWithoutParticipants = ["attachments.media_keys", "referenced_posts", "sender_id"];
    private static readonly string[] User = ["created_at", "id", "name", "profile_image_url", "protected", "username", "verified", "verified_type"];
    private static readonly string[] Post = ["created_at", "id", "text"];

    private static readonly string[] Media =
        ["alt_text", "duration_ms", "height", "media_key", "preview_image_url", "type", "url", "variants", "width"];

    /// <summary>
    /// Fields of events. The number of participants that a page includes, and thus its cost, is unknown beforehand. With a spending limit, the
    /// participants are requested as ids (a field that X accepts, although its description omits it), and each event includes one user at most.
    /// </summary>
    public static ApiRequest WithEventFields(this ApiRequest request, ApiClient client) => request
        .With("dm_event.fields", client.Usage.Limit is null ? Event : EventWithParticipantIds)
        .With("expansions", client.Usage.Limit is null ? Expansions : ExpansionsWithoutParticipants)
        .With("media.fields", Media)
        .With("post.fields", Post)
        .WithUserFields();

    public static ApiRequest WithUserFields(this ApiRequest request) => request.With("user.fields", User);

    /// <summary>Fields of a recipient: also whether the user accepts messages from the account.</summary>
    public static ApiRequest WithRecipientFields(this ApiRequest request) => request.With("user.fields", User.Append("receives_your_dm"));

    /// <summary>Fields of a user and of the relation to the account.</summary>
    public static ApiRequest WithRelationFields(this ApiRequest request)
        => request.With("user.fields", User.Concat(["connection_status", "receives_your_dm"]));
}
