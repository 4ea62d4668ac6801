using TwitterDm.Api;

namespace TwitterDm.Sending;

/// <summary>A message with everything that its request needs: ids in place of names and files.</summary>
/// <param name="Recipient">The user; null for a message into a conversation.</param>
/// <param name="ConversationId">
/// The conversation; for a user, the one-to-one conversation; null for a group that does not exist yet.
/// </param>
/// <param name="Text">The text; null for an attachment without text.</param>
/// <param name="MediaId">The attachment; null for none.</param>
internal sealed record Delivery(DmUser? Recipient, string? ConversationId, string? Text, string? MediaId)
{
    public WireOutgoingMessage ToWire() => new() { Text = Text, Attachments = MediaId is null ? null : [new() { MediaId = MediaId }] };

    public DmMessage ToMessage(string? eventId, string? conversationId, DateTimeOffset at) => new()
    {
        EventId = eventId,
        ConversationId = conversationId ?? ConversationId,
        Recipient = Recipient,
        SentAtUtc = at,
        Text = Text,
        AttachmentId = MediaId,
    };

    public override string ToString() => Recipient?.ToString() ?? ConversationId ?? "a new group";
}
