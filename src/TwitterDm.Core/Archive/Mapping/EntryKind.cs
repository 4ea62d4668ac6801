namespace TwitterDm.Archive.Mapping;

/// <summary>The kinds of entries.</summary>
internal enum EntryKind
{
    /// <summary>One that this version does not know.</summary>
    Unknown,

    MessageCreate,
    WelcomeMessageCreate,
    JoinConversation,
    ParticipantsJoin,
    ParticipantsLeave,
    ConversationNameUpdate,
    ReactionCreate,

    /// <summary>A reaction inside of the message that it is about.</summary>
    Reaction,
}

/// <summary>The words and types of the kinds.</summary>
internal static class EntryKinds
{
    /// <summary>The archive's word.</summary>
    public static string WordOf(EntryKind kind) => kind switch
    {
        EntryKind.MessageCreate => "messageCreate",
        EntryKind.WelcomeMessageCreate => "welcomeMessageCreate",
        EntryKind.JoinConversation => "joinConversation",
        EntryKind.ParticipantsJoin => "participantsJoin",
        EntryKind.ParticipantsLeave => "participantsLeave",
        EntryKind.ConversationNameUpdate => "conversationNameUpdate",
        EntryKind.ReactionCreate => "reactionCreate",
        EntryKind.Reaction => "reactions",
        _ => "unknown",
    };

    /// <summary>The type of event.</summary>
    public static DmEventType TypeOf(EntryKind kind) => kind switch
    {
        EntryKind.MessageCreate or EntryKind.WelcomeMessageCreate => DmEventType.MessageCreate,
        EntryKind.JoinConversation or EntryKind.ParticipantsJoin => DmEventType.ParticipantsJoin,
        EntryKind.ParticipantsLeave => DmEventType.ParticipantsLeave,
        EntryKind.ConversationNameUpdate => DmEventType.ConversationChange,
        EntryKind.ReactionCreate or EntryKind.Reaction => DmEventType.ReactionAdd,
        _ => DmEventType.Unknown,
    };
}
