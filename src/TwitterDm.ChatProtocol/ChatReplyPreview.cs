using System.Globalization;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>
/// What a reply claims to reply to (ReplyingToPreview). The quote is a claim of the one who replies; only <see cref="Original"/>, verified
/// by itself, can prove it.
/// </summary>
/// <param name="fields">Its fields.</param>
internal sealed class ChatReplyPreview(ThriftStruct fields)
{
    /// <summary>The fields.</summary>
    public ThriftStruct Fields => fields;

    /// <summary>Who wrote the original.</summary>
    public string? SenderId => fields.Integer(1)?.ToString(CultureInfo.InvariantCulture) ?? fields.Text(1);

    /// <summary>The quoted text.</summary>
    public string? Text => fields.Text(2);

    /// <summary>The entities of the quoted text.</summary>
    public IReadOnlyList<ChatEntity> Entities => ChatEntity.List(fields, 3);

    /// <summary>The attachments of the original.</summary>
    public IReadOnlyList<ChatAttachment> Attachments => ChatAttachment.List(fields, 4);

    /// <summary>The sequence id of the original.</summary>
    public string? SequenceId => fields.Text(6);

    /// <summary>The message id of the original, which is what the signature covers.</summary>
    public string? MessageId => fields.Text(7);

    /// <summary>The original as its sender signed it; null if the reply does not carry it.</summary>
    public ChatEvent? Original => fields.Struct(8) is { } original ? new(original) : null;

    /// <summary>The edit of the original; null without one.</summary>
    public ChatEvent? Edit => fields.Struct(9) is { } edit ? new(edit) : null;

    /// <summary>The key changes that the original needs.</summary>
    public IReadOnlyList<ChatEvent> KeyChanges => [.. fields.Structs(10).Select(change => new ChatEvent(change))];
}
