namespace TwitterDm.ChatProtocol;

/// <summary>The kinds of what a message event carries (MessageEntryContents), by X's numbers.</summary>
internal enum ChatEntryKind
{
    /// <summary>None of those below; its number tells it apart.</summary>
    Unknown = 0,

    /// <summary>A message.</summary>
    Message = 1,

    /// <summary>A reaction to a message.</summary>
    ReactionAdd = 2,

    /// <summary>A reaction is taken back.</summary>
    ReactionRemove = 3,

    /// <summary>A message has a new text.</summary>
    MessageEdit = 4,

    /// <summary>The conversation was read.</summary>
    MarkConversationRead = 5,

    /// <summary>The conversation was marked as unread.</summary>
    MarkConversationUnread = 6,

    /// <summary>The conversation was pinned.</summary>
    PinConversation = 7,

    /// <summary>The conversation was unpinned.</summary>
    UnpinConversation = 8,

    /// <summary>Someone took a picture of the screen.</summary>
    ScreenCaptureDetected = 9,

    /// <summary>A call ended.</summary>
    AVCallEnded = 10,

    /// <summary>A call was missed.</summary>
    AVCallMissed = 11,

    /// <summary>A draft.</summary>
    DraftMessage = 12,

    /// <summary>A message request was accepted.</summary>
    AcceptMessageRequest = 13,

    /// <summary>A nickname for someone.</summary>
    NicknameMessage = 14,

    /// <summary>Whether a participant's keys were compared.</summary>
    SetVerifiedStatus = 15,

    /// <summary>A call started.</summary>
    AVCallStarted = 16,
}
