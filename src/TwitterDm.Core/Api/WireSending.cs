namespace TwitterDm.Api;

/// <summary>A message in a request.</summary>
internal sealed class WireOutgoingMessage
{
    public string? Text { get; set; }

    public IReadOnlyList<WireOutgoingAttachment>? Attachments { get; set; }
}

internal sealed class WireOutgoingAttachment
{
    public string? MediaId { get; set; }
}

/// <summary>A new group with its first message.</summary>
internal sealed class WireNewConversation
{
    public string ConversationType { get; } = nameof(DmConversationType.Group);

    public required IReadOnlyList<string> ParticipantIds { get; set; }

    public required WireOutgoingMessage Message { get; set; }
}

/// <summary>The response to a message that was sent.</summary>
internal sealed class WireSentMessage
{
    public string? DmConversationId { get; set; }

    public string? DmEventId { get; set; }
}

internal sealed class WireDeleted
{
    public bool? Deleted { get; set; }
}

internal sealed class WireBlocked
{
    public bool? Blocked { get; set; }
}
