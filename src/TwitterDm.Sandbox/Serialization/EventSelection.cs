using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>The optional fields of an event. Its id, type and text are always written.</summary>
[Flags]
internal enum EventFields
{
    Default = 0,
    Attachments = 1,
    CreatedAt = 2,
    ConversationId = 4,
    Entities = 8,
    SenderId = 16,
    ParticipantIds = 32,
    ReferencedPosts = 64,
    ReferencedTweets = 128,
}

/// <summary>The referenced objects to include.</summary>
[Flags]
internal enum EventExpansions
{
    None = 0,
    Media = 1,
    Participants = 2,
    Sender = 4,
    Posts = 8,
    Tweets = 16,
}

/// <summary>The fields and expansions that a request asks for.</summary>
internal sealed class EventSelection
{
    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="blocks">The blocks, which determine a field of users.</param>
    /// <param name="reader">The account that sends the request.</param>
    public EventSelection(ValidatedParameters parameters, Blocks blocks, Person reader)
    {
        foreach (var word in parameters.List(ParameterRules.DmEventFields))
            Fields |= FieldOf(word);
        foreach (var word in parameters.List(ParameterRules.DmEventExpansions))
        {
            var (expansion, field) = ExpansionOf(word);
            Expansions |= expansion;
            Fields |= field;
        }

        Users = new UserFields(FieldSet.Of(parameters.List(ParameterRules.UserFields), "id", "name", "username"), blocks, reader);
        Posts = PostFieldsOf(parameters);
        Media = new MediaFields(FieldSet.Of(parameters.List(ParameterRules.MediaFields), "media_key", "type"), parameters.Request.Uri);
    }

    public EventFields Fields { get; }

    public EventExpansions Expansions { get; }

    public UserFields Users { get; }

    public FieldSet Posts { get; }

    public MediaFields Media { get; }

    public static FieldSet PostFieldsOf(ValidatedParameters parameters) =>
        FieldSet.Of(parameters.List(ParameterRules.PostFields).Concat(parameters.List(LegacyNames.TweetFields)), "id", "text");

    private static EventFields FieldOf(string word) => word switch
    {
        "attachments" => EventFields.Attachments,
        "created_at" => EventFields.CreatedAt,
        "dm_conversation_id" => EventFields.ConversationId,
        "entities" => EventFields.Entities,
        "sender_id" => EventFields.SenderId,
        "participant_ids" => EventFields.ParticipantIds,
        LegacyNames.ReferencedTweets => EventFields.ReferencedTweets,
        _ => EventFields.Default,
    };

    // Each expansion includes the field that it expands.
    private static (EventExpansions Expansion, EventFields Field) ExpansionOf(string word) => word switch
    {
        "attachments.media_keys" => (EventExpansions.Media, EventFields.Attachments),
        "participant_ids" => (EventExpansions.Participants, EventFields.ParticipantIds),
        "sender_id" => (EventExpansions.Sender, EventFields.SenderId),
        "referenced_posts" => (EventExpansions.Posts, EventFields.ReferencedPosts),
        LegacyNames.ReferencedTweetsExpansion => (EventExpansions.Tweets, EventFields.ReferencedTweets),
        _ => (EventExpansions.None, EventFields.Default),
    };
}
