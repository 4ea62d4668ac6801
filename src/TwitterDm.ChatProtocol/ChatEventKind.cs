namespace TwitterDm.ChatProtocol;

/// <summary>The kinds of event, by X's own names and numbers (MessageEventDetail). The names are parts of the signed texts.</summary>
internal enum ChatEventKind
{
    /// <summary>None of those below, or no detail at all.</summary>
    Unknown = 0,

    /// <summary>Carries a <see cref="ChatEntry"/>, usually encrypted.</summary>
    MessageCreateEvent = 1,

    /// <summary>A new key for the conversation.</summary>
    ConversationKeyChangeEvent = 3,

    /// <summary>A change of a group: its members, admins, title.</summary>
    GroupChangeEvent = 4,

    /// <summary>X refused an event.</summary>
    MessageFailureEvent = 5,

    /// <summary>Someone is typing.</summary>
    MessageTypingEvent = 6,

    /// <summary>Messages were deleted.</summary>
    MessageDeleteEvent = 7,

    /// <summary>The conversation was deleted.</summary>
    ConversationDeleteEvent = 8,

    /// <summary>A setting of the conversation was changed.</summary>
    ConversationMetadataChangeEvent = 9,

    /// <summary>A response of Grok.</summary>
    GrokSearchResponseEvent = 10,

    /// <summary>A request to send again, which X no longer uses.</summary>
    RequestForEncryptedResendEvent = 11,

    /// <summary>The conversation was read.</summary>
    MarkConversationReadEvent = 12,

    /// <summary>The conversation was marked as unread.</summary>
    MarkConversationUnreadEvent = 13,

    /// <summary>The account of a member was deleted.</summary>
    MemberAccountDeleteEvent = 14,
}

/// <summary>The changes of a group, by X's own names (in the signed texts) and numbers.</summary>
internal enum ChatGroupChangeKind
{
    /// <summary>None of those below.</summary>
    Unknown = 0,

    /// <summary>The group was created.</summary>
    GroupCreate = 1,

    /// <summary>It has a new title.</summary>
    GroupTitleChange = 2,

    /// <summary>It has a new avatar.</summary>
    GroupAvatarUrlChange = 3,

    /// <summary>Members became admins.</summary>
    GroupAdminAddChange = 4,

    /// <summary>Members were added.</summary>
    GroupMemberAddChange = 5,

    /// <summary>Members are no longer admins.</summary>
    GroupAdminRemoveChange = 6,

    /// <summary>Members were removed, or left.</summary>
    GroupMemberRemoveChange = 7,

    /// <summary>An invitation link was enabled.</summary>
    GroupInviteEnable = 8,

    /// <summary>The invitation link was disabled.</summary>
    GroupInviteDisable = 9,

    /// <summary>Someone asked to join.</summary>
    GroupJoinRequest = 10,

    /// <summary>Requests to join were rejected.</summary>
    GroupJoinReject = 11,

    /// <summary>What members may do was changed. Never signed.</summary>
    GroupAdminSettingsChange = 12,
}

/// <summary>The changes of a conversation's settings, by X's own names (in the signed texts) and numbers.</summary>
internal enum ChatMetadataChangeKind
{
    /// <summary>None of those below.</summary>
    Unknown = 0,

    /// <summary>Messages disappear after a time.</summary>
    MessageDurationChange = 1,

    /// <summary>Messages no longer disappear.</summary>
    MessageDurationRemove = 2,

    /// <summary>Muted.</summary>
    MuteConversation = 3,

    /// <summary>No longer muted.</summary>
    UnmuteConversation = 4,

    /// <summary>Screen captures are reported.</summary>
    EnableScreenCaptureDetection = 5,

    /// <summary>Screen captures are no longer reported.</summary>
    DisableScreenCaptureDetection = 6,

    /// <summary>Screen captures are blocked.</summary>
    EnableScreenCaptureBlocking = 7,

    /// <summary>Screen captures are no longer blocked.</summary>
    DisableScreenCaptureBlocking = 8,
}
