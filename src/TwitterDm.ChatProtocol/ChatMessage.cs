using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>A message (MessageContents).</summary>
/// <param name="fields">Its fields.</param>
internal sealed class ChatMessage(ThriftStruct fields)
{
    /// <summary>The fields.</summary>
    public ThriftStruct Fields => fields;

    /// <summary>The text, which may be empty.</summary>
    public string? Text => fields.Text(1);

    /// <summary>Links, mentions and the like in the text.</summary>
    public IReadOnlyList<ChatEntity> Entities => ChatEntity.List(fields, 2);

    /// <summary>The attachments.</summary>
    public IReadOnlyList<ChatAttachment> Attachments => ChatAttachment.List(fields, 3);

    /// <summary>What the message replies to; null if it is not a reply.</summary>
    public ChatReplyPreview? ReplyPreview => fields.Struct(4) is { } preview ? new(preview) : null;

    /// <summary>The text of a forwarded message; null if it has none.</summary>
    public string? ForwardedText => fields.Struct(6)?.Text(1);

    /// <summary>The entities of the forwarded text.</summary>
    public IReadOnlyList<ChatEntity> ForwardedEntities => ChatEntity.List(fields.Struct(6), 2);

    /// <summary>Whether the message was forwarded.</summary>
    public bool IsForwarded => fields.Struct(6) is not null;

    /// <summary>Where it was written: 1 composer, 2 reply to a notification, 3 share sheet, 4 payments, 5 forward sheet.</summary>
    public long? SentFrom => fields.Integer(7);

    /// <summary>Buttons to choose an answer, or the choice, as X's fields.</summary>
    public ThriftStruct? QuickReply => fields.Struct(8);

    /// <summary>Buttons with links: label and address.</summary>
    public IReadOnlyList<(string? Label, string? Url)> CallsToAction
        => [.. fields.Structs(9).Select(button => (button.Text(1), button.Text(2)))];

    /// <summary>Further values by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        .. (fields.Value(10)?.Map?.Entries ?? []).Where(entry => entry.Key.Text is not null && entry.Value.Text is not null)
            .Select(entry => KeyValuePair.Create(entry.Key.Text!, entry.Value.Text!)),
    ];
}
