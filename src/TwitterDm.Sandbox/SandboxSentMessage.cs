namespace TwitterDm.Sandbox;

/// <summary>A message that was really sent.</summary>
/// <param name="EventId">Its event's id.</param>
/// <param name="ConversationId">The conversation that it went into.</param>
/// <param name="SenderId">The account that sent it.</param>
/// <param name="RecipientIds">Everyone else who was there.</param>
/// <param name="Text">The text as the client gave it; null where there was none.</param>
/// <param name="MediaId">The attachment; null where there was none.</param>
/// <param name="SentAt">When, by the sandbox's clock.</param>
public sealed record SandboxSentMessage(
    string EventId,
    string ConversationId,
    string SenderId,
    IReadOnlyList<string> RecipientIds,
    string? Text,
    string? MediaId,
    DateTimeOffset SentAt);
