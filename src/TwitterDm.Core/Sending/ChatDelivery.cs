using TwitterDm.Chat.Writing;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Sending;

/// <summary>What is sent by X Chat, apart from its bytes.</summary>
/// <param name="What">What it is, with an article.</param>
/// <param name="Recipient">The user; null for a message into a conversation.</param>
/// <param name="Text">The text; null for none.</param>
/// <param name="CreateEntry">Creates the contents for a key of the conversation; an attachment is encrypted with the same key.</param>
internal sealed record ChatDelivery(string What, DmUser? Recipient, string? Text, Func<ChatConversationKey, CancellationToken, Task<ThriftStruct>> CreateEntry)
{
    public DmMessage ToMessage(EncodedChatMessage encoded, string? eventId, DateTimeOffset at) => new()
    {
        EventId = eventId,
        MessageId = encoded.MessageId,
        Source = nameof(DmSource.Chat),
        ConversationId = encoded.ConversationId,
        Recipient = Recipient,
        SentAtUtc = at,
        Text = Text,
    };

    public string Describe(EncodedChatMessage encoded) => $"{What} to {Recipient?.ToString() ?? encoded.ConversationId}";
}
