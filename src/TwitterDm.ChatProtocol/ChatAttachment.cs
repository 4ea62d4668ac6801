using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>The kinds of attachment.</summary>
internal enum ChatAttachmentKind
{
    /// <summary>None of those below.</summary>
    Unknown = 0,

    /// <summary>A file: <see cref="ChatAttachment.Media"/>.</summary>
    Media = 1,

    /// <summary>A post: <see cref="ChatAttachment.Post"/>.</summary>
    Post = 2,

    /// <summary>A link: <see cref="ChatAttachment.Url"/>.</summary>
    Url = 3,

    /// <summary>A card: address and id.</summary>
    UnifiedCard = 4,

    /// <summary>A payment: a text and X's own data.</summary>
    Money = 5,

    /// <summary>An interactive view.</summary>
    Jetfuel = 6,
}

/// <summary>An attachment (MessageAttachment).</summary>
/// <param name="fields">Its fields.</param>
internal sealed class ChatAttachment(ThriftStruct fields)
{
    private readonly ThriftUnion<ChatAttachmentKind> _union = ThriftUnion<ChatAttachmentKind>.Of(fields);

    /// <summary>The whole attachment, to compare it with another one.</summary>
    public ThriftStruct Whole => fields;

    /// <summary>What it is.</summary>
    public ChatAttachmentKind Kind => _union.Kind;

    /// <summary>The fields of the kind.</summary>
    public ThriftStruct Fields => _union.Fields;

    /// <summary>The file; null for other kinds.</summary>
    public ChatMediaAttachment? Media => Kind == ChatAttachmentKind.Media ? new(Fields) : null;

    /// <summary>The post; null for other kinds.</summary>
    public ChatPostAttachment? Post => Kind == ChatAttachmentKind.Post ? new(Fields) : null;

    /// <summary>The link; null for other kinds.</summary>
    public ChatUrlAttachment? Url => Kind == ChatAttachmentKind.Url ? new(Fields) : null;

    /// <summary>The attachments in a field.</summary>
    /// <param name="fields">The struct with the field.</param>
    /// <param name="id">The number of the field.</param>
    internal static IReadOnlyList<ChatAttachment> List(ThriftStruct fields, short id) =>
        [.. fields.Structs(id).Select(attachment => new ChatAttachment(attachment))];
}

/// <summary>What a file is, by X's numbers.</summary>
internal enum ChatMediaType
{
    /// <summary>None of those below.</summary>
    Unknown = 0,

    /// <summary>An image.</summary>
    Image = 1,

    /// <summary>An animated GIF.</summary>
    Gif = 2,

    /// <summary>A video.</summary>
    Video = 3,

    /// <summary>Sound.</summary>
    Audio = 4,

    /// <summary>Any other file.</summary>
    File = 5,

    /// <summary>A vector image.</summary>
    Svg = 6,
}

/// <summary>A file, encrypted with the conversation key of the message's version.</summary>
/// <param name="fields">Its fields.</param>
internal sealed class ChatMediaAttachment(ThriftStruct fields)
{
    /// <summary>The fields.</summary>
    public ThriftStruct Fields => fields;

    /// <summary>The name that the file is downloaded by.</summary>
    public string? HashKey => fields.Text(1);

    /// <summary>The width in pixels.</summary>
    public long? Width => fields.Struct(2)?.Integer(1);

    /// <summary>The height in pixels.</summary>
    public long? Height => fields.Struct(2)?.Integer(2);

    /// <summary>What it is, as its sender says.</summary>
    public ChatMediaType Type
        => fields.Integer(3) is { } number and >= 0 and <= (int)ChatMediaType.Svg ? (ChatMediaType)number : ChatMediaType.Unknown;

    /// <summary>The duration of a video or of sound, in milliseconds.</summary>
    public long? DurationMilliseconds => fields.Integer(4);

    /// <summary>The size in bytes before encryption, as its sender says.</summary>
    public long? Size => fields.Integer(5);

    /// <summary>The name of the file, as its sender says.</summary>
    public string? FileName => fields.Text(6);

    /// <summary>The id of the attachment.</summary>
    public string? AttachmentId => fields.Text(7);

    /// <summary>The address of a classic medium.</summary>
    public string? LegacyUrl => fields.Text(8);

    /// <summary>The address of a classic medium's preview.</summary>
    public string? LegacyPreviewUrl => fields.Text(9);
}

/// <summary>A post.</summary>
/// <param name="fields">Its fields.</param>
internal sealed class ChatPostAttachment(ThriftStruct fields)
{
    /// <summary>The id of the post.</summary>
    public string? PostId => fields.Text(1);

    /// <summary>The address of the post.</summary>
    public string? Url => fields.Text(2);
}

/// <summary>A link with a preview.</summary>
/// <param name="fields">Its fields.</param>
internal sealed class ChatUrlAttachment(ThriftStruct fields)
{
    /// <summary>The address.</summary>
    public string? Url => fields.Text(1);

    /// <summary>The large picture of the preview: hash key, size, name, dimensions.</summary>
    public ThriftStruct? Banner => fields.Struct(2);

    /// <summary>The title of the preview.</summary>
    public string? DisplayTitle => fields.Text(4);
}
