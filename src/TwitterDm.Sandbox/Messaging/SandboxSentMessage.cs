namespace TwitterDm.Sandbox.Messaging;

/// <summary>A message that was sent.</summary>
/// <param name="EventId">The id of its event.</param>
/// <param name="ConversationId">The conversation it was sent to.</param>
/// <param name="SenderId">The account that sent it.</param>
/// <param name="RecipientIds">All other participants at that time.</param>
/// <param name="Text">The text from the request, or null.</param>
/// <param name="MediaId">The attachment, or null.</param>
/// <param name="SentAt">The time, by the sandbox's clock.</param>
public sealed record SandboxSentMessage(
    string EventId,
    string ConversationId,
    string SenderId,
    IReadOnlyList<string> RecipientIds,
    string? Text,
    string? MediaId,
    DateTimeOffset SentAt);
