using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>How a message was sent (MessageCreateEvent); its contents are in <see cref="ChatEvent.Contents"/>. Nothing here is signed.</summary>
/// <param name="fields">The detail of the event.</param>
internal sealed class ChatMessageOptions(ThriftStruct fields)
{
    /// <summary>Whether recipients are to be notified.</summary>
    public bool? ShouldNotify => fields.Flag(102);

    /// <summary>After how many milliseconds the message disappears.</summary>
    public long? TimeToLiveMilliseconds => fields.Integer(103);

    /// <summary>When it was delivered, in milliseconds since 1970.</summary>
    public long? DeliveredAtMilliseconds => fields.Integer(104);

    /// <summary>Whether a recipient had no keys yet.</summary>
    public bool? IsPendingPublicKey => fields.Flag(105);

    /// <summary>The priority, 1 to 5.</summary>
    public long? Priority => fields.Integer(106);

    /// <summary>X's numbers of further actions.</summary>
    public IReadOnlyList<long> AdditionalActions => fields.Integers(107);

    /// <summary>Whether it is part of a message request.</summary>
    public bool? IsMessageRequest => fields.Flag(109);
}

/// <summary>A deletion of messages (MessageDeleteEvent).</summary>
/// <param name="fields">The detail of the event.</param>
internal sealed class ChatDelete(ThriftStruct fields)
{
    /// <summary>The sequence ids of the deleted messages.</summary>
    public IReadOnlyList<string> SequenceIds => fields.Texts(1);

    /// <summary>1 for oneself, 2 for everyone.</summary>
    public long? Action => fields.Integer(2);

    /// <summary>Whether they were deleted for everyone.</summary>
    public bool IsForEveryone => Action == 2;
}

/// <summary>The conversation was read or marked as unread (MarkConversationReadEvent, MarkConversationUnreadEvent).</summary>
/// <param name="fields">The detail of the event.</param>
internal sealed class ChatReadMark(ThriftStruct fields)
{
    /// <summary>The sequence id up to which it was read.</summary>
    public string? SeenUntilSequenceId => fields.Text(1);

    /// <summary>When it was read, in milliseconds since 1970.</summary>
    public long? SeenAtMilliseconds => fields.Integer(2);
}

/// <summary>The conversation was deleted (ConversationDeleteEvent).</summary>
/// <param name="fields">The detail of the event.</param>
internal sealed class ChatConversationDelete(ThriftStruct fields)
{
    /// <summary>The conversation.</summary>
    public string? ConversationId => fields.Text(1);

    /// <summary>Whether all messages were deleted, too.</summary>
    public bool? ClearsAllMessages => fields.Struct(2)?.Flag(1);

    /// <summary>The time by which the list is sorted, in milliseconds since 1970.</summary>
    public long? SortOrderMilliseconds => fields.Struct(2)?.Integer(2);
}

/// <summary>A setting of the conversation was changed (ConversationMetadataChangeEvent).</summary>
/// <param name="detail">The detail of the event.</param>
internal sealed class ChatMetadataChange(ThriftStruct detail)
{
    private readonly ThriftUnion<ChatMetadataChangeKind> _change = ThriftUnion<ChatMetadataChangeKind>.Of(detail.Struct(1));

    /// <summary>The kind of change.</summary>
    public ChatMetadataChangeKind Kind => _change.Kind;

    /// <summary>The number of the kind, also of one that is not known.</summary>
    public short KindNumber => _change.Number;

    /// <summary>The fields of the change.</summary>
    public ThriftStruct Fields => _change.Fields;

    /// <summary>After how many milliseconds messages disappear.</summary>
    public long? TimeToLiveMilliseconds =>
        Kind is ChatMetadataChangeKind.MessageDurationChange or ChatMetadataChangeKind.MessageDurationRemove ? Fields.Integer(1) : null;

    /// <summary>Whether that holds for earlier messages, too.</summary>
    public bool? AppliesToAll => Kind == ChatMetadataChangeKind.MessageDurationChange ? Fields.Flag(2) : null;

    /// <summary>Of muting: the conversations.</summary>
    public IReadOnlyList<string> ConversationIds =>
        Kind is ChatMetadataChangeKind.MuteConversation or ChatMetadataChangeKind.UnmuteConversation ? Fields.Texts(1) : [];
}
