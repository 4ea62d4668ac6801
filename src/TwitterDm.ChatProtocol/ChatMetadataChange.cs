using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

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

    /// <summary>Of muting: the conversations.</summary>
    public IReadOnlyList<string> ConversationIds =>
        Kind is ChatMetadataChangeKind.MuteConversation or ChatMetadataChangeKind.UnmuteConversation ? Fields.Texts(1) : [];
}
