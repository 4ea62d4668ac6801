namespace TwitterDm;

/// <summary>The kind of a Direct Message event.</summary>
public enum DmEventType
{
    /// <summary>A kind that this version does not know; <see cref="DmEvent.EventTypeName"/> keeps the API's word for it.</summary>
    Unknown,

    /// <summary>A message was sent.</summary>
    MessageCreate,

    /// <summary>A user joined a group conversation.</summary>
    ParticipantsJoin,

    /// <summary>A user left a group conversation.</summary>
    ParticipantsLeave,

    /// <summary>X Chat, archive: the text of a message was changed; <see cref="DmEvent.TargetId"/> is the message.</summary>
    MessageEdit,

    /// <summary>X Chat, archive: messages were deleted; <see cref="DmEvent.TargetId"/> is the message.</summary>
    MessageDelete,

    /// <summary>X Chat, archive: a reaction was added; <see cref="DmEvent.TargetId"/> is the message.</summary>
    ReactionAdd,

    /// <summary>X Chat, archive: a reaction was removed; <see cref="DmEvent.TargetId"/> is the message.</summary>
    ReactionRemove,

    /// <summary>X Chat, archive: a group was created, or its name, its picture, its admins or a setting changed.</summary>
    ConversationChange,

    /// <summary>X Chat: the key of a conversation was changed. Listed only on request.</summary>
    KeyChange,

    /// <summary>X Chat: a conversation was marked as read or unread. Listed only on request.</summary>
    ReadReceipt,
}
