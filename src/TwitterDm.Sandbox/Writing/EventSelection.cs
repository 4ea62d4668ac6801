using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Writing;

/// <summary>What of an event is written: always its id, type and text; the rest on request.</summary>
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

/// <summary>What is put into the includes.</summary>
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

/// <summary>What a request asked to see of events and of what they refer to.</summary>
internal sealed class EventSelection
{
    /// <summary>Reads what is asked for.</summary>
    /// <param name="parameters">The request's parameters.</param>
    /// <param name="blocks">Who blocked whom.</param>
    /// <param name="reader">Who asks.</param>
    public EventSelection(CheckedParameters parameters, Blocks blocks, Person reader)
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
        Media = FieldSet.Of(parameters.List(ParameterRules.MediaFields), "media_key", "type");
    }

    public EventFields Fields { get; }

    public EventExpansions Expansions { get; }

    public UserFields Users { get; }

    public FieldSet Posts { get; }

    public FieldSet Media { get; }

    public static FieldSet PostFieldsOf(CheckedParameters parameters) =>
        FieldSet.Of(parameters.List(ParameterRules.PostFields).Concat(parameters.List(OlderNames.TweetFields)), "id", "text");

    private static EventFields FieldOf(string word) => word switch
    {
        "attachments" => EventFields.Attachments,
        "created_at" => EventFields.CreatedAt,
        "dm_conversation_id" => EventFields.ConversationId,
        "entities" => EventFields.Entities,
        "sender_id" => EventFields.SenderId,
        "participant_ids" => EventFields.ParticipantIds,
        OlderNames.ReferencedTweets => EventFields.ReferencedTweets,
        _ => EventFields.Default,
    };

    // An expansion brings the field that it follows.
    private static (EventExpansions Expansion, EventFields Field) ExpansionOf(string word) => word switch
    {
        "attachments.media_keys" => (EventExpansions.Media, EventFields.Attachments),
        "participant_ids" => (EventExpansions.Participants, EventFields.ParticipantIds),
        "sender_id" => (EventExpansions.Sender, EventFields.SenderId),
        "referenced_posts" => (EventExpansions.Posts, EventFields.ReferencedPosts),
        OlderNames.ReferencedTweetsExpansion => (EventExpansions.Tweets, EventFields.ReferencedTweets),
        _ => (EventExpansions.None, EventFields.Default),
    };
}
