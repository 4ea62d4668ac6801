using TwitterDm.Http;

namespace TwitterDm.Api;

/// <summary>
/// What is asked for by default: every field and expansion that X's OpenAPI description (2.167) offers for a DmEvent, so that sender names,
/// media and references are there without a second request; of users, media and posts what the model shows.
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
    /// Fields of events. How many participants a page includes, and so what it costs, is unknown beforehand: with a spending limit the
    /// participants come as ids (a field that X takes, though its description does not name it), and each event brings one user at most.
    /// </summary>
    public static ApiRequest WithEventFields(this ApiRequest request, ApiClient client) => request
        .With("dm_event.fields", client.Usage.Limit is null ? Event : EventWithParticipantIds)
        .With("expansions", client.Usage.Limit is null ? Expansions : ExpansionsWithoutParticipants)
        .With("media.fields", Media)
        .With("post.fields", Post)
        .WithUserFields();

    public static ApiRequest WithUserFields(this ApiRequest request) => request.With("user.fields", User);

    /// <summary>Of somebody who is to get a message: also whether they take it.</summary>
    public static ApiRequest WithRecipientFields(this ApiRequest request) => request.With("user.fields", User.Append("receives_your_dm"));
}
