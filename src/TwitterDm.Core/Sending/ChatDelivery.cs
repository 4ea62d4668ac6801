using TwitterDm.Chat.Writing;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Sending;

/// <summary>What is sent by X Chat, apart from its bytes.</summary>
/// <param name="What">What it is, with an article.</param>
/// <param name="Recipient">The user; null for a message into a conversation.</param>
/// <param name="Text">The text; null for none.</param>
/// <param name="CreateEntry">Creates the contents for a key of the conversation; an attachment is encrypted with the same key.</param>
internal sealed record ChatDelivery(
    string What,
    DmUser? Recipient,
    string? Text,
    Func<ChatConversationKey, CancellationToken, Task<ThriftStruct>> CreateEntry)
{
    /// <summary>The message that an edit or a reaction is about; null for a message.</summary>
    public string? TargetId { get; init; }

    /// <summary>The emoji of a reaction; null for something else.</summary>
    public string? Reaction { get; init; }

    /// <summary>Whether a reaction is removed.</summary>
    public bool IsRemoval { get; init; }

    public DmMessage ToMessage(EncodedChatMessage encoded, string? eventId, DateTimeOffset at) => new()
    {
        EventId = eventId,
        MessageId = encoded.MessageId,
        Source = nameof(DmSource.Chat),
        ConversationId = encoded.ConversationId,
        Recipient = Recipient,
        SentAtUtc = at,
        Text = Text,
        TargetId = TargetId,
        Reaction = Reaction,
        IsRemoval = IsRemoval,
    };

    public string Describe(EncodedChatMessage encoded) => $"{What} to {Recipient?.ToString() ?? encoded.ConversationId}";
}
