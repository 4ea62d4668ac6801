using TwitterDm.Http;

namespace TwitterDm.Api;

/// <summary>
/// The fields requested by default: every field and expansion that X's OpenAPI description offers for a DmEvent, so that sender names,
/// media and references are available without a second request; for users, media and posts, the fields that the model has.
/// </summary>
internal static class RequestedFields
{
    /// <summary>The query parameters whose values, or whose names, depend on the vocabulary.</summary>
    public static readonly string[] VocabularyParameters = [EventFields, Expansions, PostFields, TweetFields];

    /// <summary>The query parameter for the fields of events.</summary>
    public const string EventFields = "dm_event.fields";

    private const string Expansions = "expansions";
    private const string PostFields = "post.fields";
    private const string TweetFields = "tweet.fields";
    private const string ParticipantIds = "participant_ids";

    private static readonly string[] Event = ["attachments", "created_at", "dm_conversation_id", "entities", "event_type", "id", "text"];
    private static readonly string[] User =
    [
        "created_at",
        "id",
        "name",
        "profile_image_url",
        "protected",
        "username",
        "verified",
        "verified_type",
    ];
    private static readonly string[] Post = ["created_at", "id", "text"];

    private static readonly string[] Media =
        ["alt_text", "duration_ms", "height", "media_key", "preview_image_url", "type", "url", "variants", "width"];

    /// <summary>Fields of events.</summary>
    /// <param name="request">The request.</param>
    /// <param name="vocabulary">The names to use.</param>
    /// <param name="includesParticipants">
    /// Whether the response includes the participants who join or leave. Their number, and thus the cost, is unknown beforehand. Otherwise,
    /// only their ids are requested, where the vocabulary has a field for them, and each event includes one user at most.
    /// </param>
    public static ApiRequest WithEventFields(this ApiRequest request, FieldVocabulary vocabulary, bool includesParticipants)
    {
        var isTweets = vocabulary == FieldVocabulary.Tweets;
        string[] fields = isTweets ? [.. Event, "referenced_tweets", "sender_id"] : Event;
        string[] references = ["attachments.media_keys", isTweets ? "referenced_tweets.id" : "referenced_posts", "sender_id"];
        return request
            .With(EventFields, includesParticipants || vocabulary == FieldVocabulary.PostsOnly ? fields : fields.Append(ParticipantIds))
            .With(Expansions, includesParticipants ? references.Append(ParticipantIds) : references)
            .With("media.fields", Media)
            .With(isTweets ? TweetFields : PostFields, Post)
            .WithUserFields();
    }

    public static ApiRequest WithUserFields(this ApiRequest request) => request.With("user.fields", User);

    /// <summary>Fields of a recipient: also whether the user accepts messages from the account.</summary>
    public static ApiRequest WithRecipientFields(this ApiRequest request) => request.With("user.fields", User.Append("receives_your_dm"));

    /// <summary>Fields of a user and of the relation to the account.</summary>
    public static ApiRequest WithRelationFields(this ApiRequest request)
        => request.With("user.fields", User.Concat(["connection_status", "receives_your_dm"]));
}
