namespace TwitterDm.Api;

/// <summary>An encrypted message in a request.</summary>
internal sealed class WireNewChatMessage
{
    /// <summary>The id that its sender gave it, by which X recognizes it when it is sent again.</summary>
    public required string MessageId { get; init; }

    public required string EncodedMessageCreateEvent { get; init; }

    public required string EncodedMessageEventSignature { get; init; }
}

/// <summary>The response to an encrypted message: the event that it became, or one that says why X refused it.</summary>
internal sealed class WireSentChatMessage
{
    public string? EncodedMessageEvent { get; set; }
}

/// <summary>Messages to delete.</summary>
internal sealed class WireChatDeletion
{
    public required IReadOnlyList<string> SequenceIds { get; init; }

    public required string DeleteMessageAction { get; init; }

    public required IReadOnlyList<WireActionSignature> ActionSignatures { get; init; }
}

/// <summary>How far a conversation was read.</summary>
internal sealed class WireChatReadMark
{
    public required string SeenUntilSequenceId { get; init; }
}

internal sealed class WireSuccess
{
    public bool? Success { get; set; }
}

/// <summary>An action as its sender signed it.</summary>
internal sealed class WireActionSignature
{
    public required string MessageId { get; init; }

    /// <summary>The detail of the event: Thrift in base64.</summary>
    public required string EncodedMessageEventDetail { get; init; }

    public required WireEventSignature MessageEventSignature { get; init; }
}

internal sealed class WireEventSignature
{
    public required string Signature { get; init; }

    public required string PublicKeyVersion { get; init; }

    public required string SignatureVersion { get; init; }
}

/// <summary>A copy of a conversation's key, for one participant.</summary>
internal sealed class WireParticipantKey
{
    public required string UserId { get; init; }

    public required string EncryptedConversationKey { get; init; }

    public required string PublicKeyVersion { get; init; }
}

/// <summary>A key for a conversation.</summary>
internal sealed class WireNewChatKey
{
    public required string ConversationKeyVersion { get; init; }

    public required IReadOnlyList<WireParticipantKey> ConversationParticipantKeys { get; init; }

    public required IReadOnlyList<WireActionSignature> ActionSignatures { get; init; }
}

internal sealed class WireAddedChatKey
{
    public string? ConversationId { get; set; }

    public string? SequenceId { get; set; }
}

/// <summary>A new group.</summary>
internal sealed class WireNewChatGroup
{
    public required string ConversationId { get; init; }

    public required string ConversationKeyVersion { get; init; }

    public required IReadOnlyList<WireParticipantKey> ConversationParticipantKeys { get; init; }

    public required IReadOnlyList<string> GroupMembers { get; init; }

    public required IReadOnlyList<string> GroupAdmins { get; init; }

    /// <summary>The name, encrypted; null for none.</summary>
    public string? GroupName { get; init; }

    public required IReadOnlyList<WireActionSignature> ActionSignatures { get; init; }
}

/// <summary>A group that was created, or whose id was reserved.</summary>
internal sealed class WireCreatedChat
{
    public string? ConversationId { get; set; }

    public string? ConversationKeyChangeSequenceId { get; set; }
}
