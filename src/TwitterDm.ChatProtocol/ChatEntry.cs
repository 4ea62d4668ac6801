using System.Globalization;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>
/// What a message event carries (MessageEntryHolder): a message, a reaction, an edit, or one of many others. Lenient as
/// <see cref="ChatEvent"/>.
/// </summary>
/// <param name="fields">The fields of the holder.</param>
internal sealed class ChatEntry(ThriftStruct fields)
{
    private readonly ThriftUnion<ChatEntryKind> _contents = ThriftUnion<ChatEntryKind>.Of(fields.Struct(1));

    /// <summary>The whole holder, for kinds that are not known.</summary>
    public ThriftStruct Whole => fields;

    /// <summary>The kind of the entry.</summary>
    public ChatEntryKind Kind => _contents.Kind;

    /// <summary>The number of the kind, which is set for unknown kinds, too; 0 if there is no kind.</summary>
    public short KindNumber => _contents.Number;

    /// <summary>The fields of the kind; none if there are none.</summary>
    public ThriftStruct Fields => _contents.Fields;

    /// <summary>The message; null for other kinds.</summary>
    public ChatMessage? Message => Kind == ChatEntryKind.Message ? new(Fields) : null;

    /// <summary>Of a reaction or an edit: the sequence id of the message that it is about.</summary>
    public string? TargetSequenceId =>
        Kind is ChatEntryKind.ReactionAdd or ChatEntryKind.ReactionRemove or ChatEntryKind.MessageEdit ? Fields.Text(1) : null;

    /// <summary>Of a reaction: its emoji.</summary>
    public string? Emoji => Kind is ChatEntryKind.ReactionAdd or ChatEntryKind.ReactionRemove ? Fields.Text(2) : null;

    /// <summary>The text: of a message, an edit, a draft or a nickname.</summary>
    public string? Text => Kind switch
    {
        ChatEntryKind.Message => Fields.Text(1),
        ChatEntryKind.MessageEdit or ChatEntryKind.DraftMessage or ChatEntryKind.NicknameMessage => Fields.Text(2),
        _ => null,
    };

    /// <summary>The entities of a message's text, or of an edit's, which replace those that it had.</summary>
    public IReadOnlyList<ChatEntity> Entities => Kind switch
    {
        ChatEntryKind.Message => ChatEntity.List(Fields, 2),
        ChatEntryKind.MessageEdit => ChatEntity.List(Fields, 3),
        _ => [],
    };

    /// <summary>Of a read receipt: the sequence id up to which the conversation was read, or is unread.</summary>
    public string? SeenUntilSequenceId =>
        Kind is ChatEntryKind.MarkConversationRead or ChatEntryKind.MarkConversationUnread ? Fields.Text(1) : null;

    /// <summary>Of a read receipt: when it was read, in milliseconds since 1970.</summary>
    public long? SeenAtMilliseconds => Kind == ChatEntryKind.MarkConversationRead ? Fields.Integer(2) : null;

    /// <summary>Of a pin, an unpin or a draft: the conversation.</summary>
    public string? ConversationId =>
        Kind is ChatEntryKind.PinConversation or ChatEntryKind.UnpinConversation or ChatEntryKind.DraftMessage ? Fields.Text(1) : null;

    /// <summary>Of a screen capture: 1 for a screenshot, 2 for a recording.</summary>
    public long? ScreenCaptureType => Kind == ChatEntryKind.ScreenCaptureDetected ? Fields.Integer(1) : null;

    /// <summary>Of a nickname or a verification: the user whom it is about.</summary>
    public string? UserId => Kind is ChatEntryKind.NicknameMessage or ChatEntryKind.SetVerifiedStatus
        ? Fields.Integer(1)?.ToString(CultureInfo.InvariantCulture) ?? Fields.Text(1)
        : null;

    /// <summary>Of a verification: whether the user's keys were compared.</summary>
    public bool? IsUserVerified => Kind == ChatEntryKind.SetVerifiedStatus ? Fields.Flag(2) : null;

    /// <summary>The call; null for other kinds.</summary>
    public ChatCall? Call =>
        Kind is ChatEntryKind.AVCallEnded or ChatEntryKind.AVCallMissed or ChatEntryKind.AVCallStarted ? new(Kind, Fields) : null;

    /// <summary>Reads an entry.</summary>
    /// <param name="data">The decrypted contents of a message event, or those of one that is not encrypted.</param>
    /// <exception cref="MalformedThriftException">The bytes are not an entry.</exception>
    public static ChatEntry Read(ReadOnlyMemory<byte> data) => new(ThriftCodec.Read(data));
}
