using System.Globalization;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>
/// An event of X Chat (Thrift's MessageEvent). All properties are lenient: what is absent, or of another type than X's, is null. Nothing
/// here has been verified.
/// </summary>
/// <param name="fields">The fields of the event.</param>
internal sealed partial class ChatEvent(ThriftStruct fields)
{
    private readonly ThriftUnion<ChatEventKind> _detail = ThriftUnion<ChatEventKind>.Of(fields.Struct(7));

    // What is asked for several times is decoded once.
    private string? _messageId;
    private string? _senderId;
    private string? _conversationId;
    private string? _keyVersion;
    private byte[]? _contents;

    /// <summary>The fields of the event.</summary>
    public ThriftStruct Fields => fields;

    /// <summary>The event's place in the conversation, which the server assigns. Not signed.</summary>
    public string? SequenceId => fields.Text(1);

    /// <summary>The event's durable id, a UUID. Signed.</summary>
    public string? MessageId => _messageId ??= fields.Text(2);

    /// <summary>Who sent it. Signed.</summary>
    public string? SenderId => _senderId ??= fields.Text(3);

    /// <summary>The conversation, as <c>a:b</c> or <c>g</c> and a number. Signed.</summary>
    public string? ConversationId => _conversationId ??= fields.Text(4);

    /// <summary>A token that some requests require.</summary>
    public string? ConversationToken => fields.Text(5);

    /// <summary>When it was created, in milliseconds since 1970. Not signed.</summary>
    public long? CreatedAtMilliseconds => ParseNumber(fields.Text(6));

    /// <summary>The kind of the event.</summary>
    public ChatEventKind Kind => _detail.Kind;

    /// <summary>The number of the kind, which is set for unknown kinds, too; 0 without a detail.</summary>
    public short KindNumber => _detail.Number;

    /// <summary>The fields of the kind; none without a detail.</summary>
    public ThriftStruct Detail => _detail.Fields;

    /// <summary>How the event came: 0 live, 1 pulled, 2 from a classic message, 3 rebound.</summary>
    public long? RelaySource => fields.Integer(8);

    /// <summary>The signature; null without one.</summary>
    public ChatEventSignature? Signature => fields.Struct(9) is { } signature ? new(signature) : null;

    /// <summary>The sequence id of the event before this one. Not signed.</summary>
    public string? PreviousSequenceId => fields.Text(10);

    /// <summary>Whether the server calls the event trusted. Not signed.</summary>
    public bool? IsTrusted => fields.Flag(11);

    /// <summary>Whether it is a message without encryption. Such a message cannot be verified, whatever signature it has.</summary>
    public bool IsPlain => Kind == ChatEventKind.MessageCreateEvent && KeyVersion is null;

    /// <summary>Of a message: the version of the conversation key; null if it is not encrypted.</summary>
    public string? KeyVersion => Kind == ChatEventKind.MessageCreateEvent ? _keyVersion ??= Detail.Text(101) : null;

    /// <summary>Of a message: its contents for <see cref="SecretBox"/>, or for <see cref="ChatEntry"/> if it is not encrypted.</summary>
    public byte[]? Contents => Kind == ChatEventKind.MessageCreateEvent ? _contents ??= Detail.Bytes(100) : null;

    /// <summary>Reads an event.</summary>
    /// <param name="data">The bytes.</param>
    /// <exception cref="MalformedThriftException">The bytes are not an event.</exception>
    public static ChatEvent Read(ReadOnlyMemory<byte> data) => new(ThriftCodec.Read(data));

    /// <summary>Reads an event.</summary>
    /// <param name="encoded">The bytes in base64.</param>
    /// <exception cref="MalformedThriftException">It is not base64, or not an event.</exception>
    public static ChatEvent Read(string? encoded) =>
        Read(Base64Text.Decode(encoded) ?? throw new MalformedThriftException("The event is not valid base64."));

    /// <summary>Writes the event.</summary>
    public byte[] ToBytes() => ThriftCodec.Write(fields);

    /// <summary>Writes the event in base64.</summary>
    public string ToBase64() => Convert.ToBase64String(ToBytes());

    internal static long? ParseNumber(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The signature of an event.</summary>
/// <param name="fields">The fields of the signature. Its fields 4 and 5 name keys, which must never be trusted.</param>
internal sealed class ChatEventSignature(ThriftStruct fields)
{
    /// <summary>The current version, which also applies to a signature that has no version.</summary>
    public const int CurrentVersion = 7;

    /// <summary>The fields of the signature.</summary>
    public ThriftStruct Fields => fields;

    /// <summary>r and s in base64 without padding.</summary>
    public string? Value => fields.Text(1);

    /// <summary>The version of the sender's public keys that it is to be verified with.</summary>
    public string? KeyVersion => fields.Text(2);

    /// <summary>The version of the signed text; 0 if it is not a number.</summary>
    public int Version => fields.Has(3) ? (int)Math.Min(ChatEvent.ParseNumber(fields.Text(3)) ?? 0, int.MaxValue) : CurrentVersion;
}
