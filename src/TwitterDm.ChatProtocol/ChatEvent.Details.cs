namespace TwitterDm.ChatProtocol;

/// <content>The detail by its kind; null for events of other kinds.</content>
internal sealed partial class ChatEvent
{
    /// <summary>How a message was sent.</summary>
    public ChatMessageOptions? MessageOptions => Kind == ChatEventKind.MessageCreateEvent ? new(Detail) : null;

    /// <summary>The new conversation key.</summary>
    public ChatKeyChange? KeyChange => Kind == ChatEventKind.ConversationKeyChangeEvent ? new(Detail) : null;

    /// <summary>The change of the group.</summary>
    public ChatGroupChange? GroupChange => Kind == ChatEventKind.GroupChangeEvent ? new(Detail) : null;

    /// <summary>Why X refused an event.</summary>
    public ChatFailure? Failure => Kind == ChatEventKind.MessageFailureEvent ? new(Detail) : null;

    /// <summary>The deleted messages.</summary>
    public ChatDelete? Delete => Kind == ChatEventKind.MessageDeleteEvent ? new(Detail) : null;

    /// <summary>How the conversation was deleted.</summary>
    public ChatConversationDelete? ConversationDelete => Kind == ChatEventKind.ConversationDeleteEvent ? new(Detail) : null;

    /// <summary>The changed setting.</summary>
    public ChatMetadataChange? MetadataChange => Kind == ChatEventKind.ConversationMetadataChangeEvent ? new(Detail) : null;

    /// <summary>How far the conversation was read.</summary>
    public ChatReadMark? ReadMark
        => Kind is ChatEventKind.MarkConversationReadEvent or ChatEventKind.MarkConversationUnreadEvent ? new(Detail) : null;
}
