using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>What a part of a text is.</summary>
internal enum ChatEntityKind
{
    /// <summary>None of those below.</summary>
    Unknown = 0,

    /// <summary>A hashtag.</summary>
    Hashtag = 1,

    /// <summary>A cashtag.</summary>
    Cashtag = 2,

    /// <summary>A mention of a user.</summary>
    Mention = 3,

    /// <summary>A link.</summary>
    Url = 4,

    /// <summary>An e-mail address.</summary>
    Email = 5,

    /// <summary>A postal address.</summary>
    Address = 6,

    /// <summary>A phone number.</summary>
    PhoneNumber = 7,
}

/// <summary>A part of a text (RichTextEntity). Its sender wrote the offsets: check them before they are used.</summary>
/// <param name="fields">Its fields.</param>
internal sealed class ChatEntity(ThriftStruct fields)
{
    /// <summary>The fields.</summary>
    public ThriftStruct Fields => fields;

    /// <summary>Where it starts; X's SDK documents bytes of UTF-8.</summary>
    public long? Start => fields.Integer(1);

    /// <summary>Where it ends, exclusive.</summary>
    public long? End => fields.Integer(2);

    /// <summary>What it is.</summary>
    public ChatEntityKind Kind => ThriftUnion<ChatEntityKind>.Of(fields.Struct(3)).Kind;

    /// <summary>The entities in a field.</summary>
    /// <param name="fields">The struct with the field.</param>
    /// <param name="id">The number of the field.</param>
    internal static IReadOnlyList<ChatEntity> List(ThriftStruct? fields, short id) =>
        [.. (fields?.Structs(id) ?? []).Select(entity => new ChatEntity(entity))];
}
