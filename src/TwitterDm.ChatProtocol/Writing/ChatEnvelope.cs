using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol.Writing;

/// <summary>What every event has.</summary>
/// <param name="SequenceId">Its place in the conversation.</param>
/// <param name="MessageId">Its durable id, a UUID.</param>
/// <param name="SenderId">Who sends it.</param>
/// <param name="ConversationId">The conversation, as <c>a:b</c> or <c>g</c> and a number.</param>
/// <param name="CreatedAtMilliseconds">When it was created, in milliseconds since 1970.</param>
internal sealed record ChatEnvelope(string SequenceId, string MessageId, string SenderId, string ConversationId, long CreatedAtMilliseconds)
{
    /// <summary>A token that some requests require.</summary>
    public string? ConversationToken { get; init; }

    /// <summary>The sequence id of the event before this one.</summary>
    public string? PreviousSequenceId { get; init; }

    /// <summary>Whether the server calls the event trusted.</summary>
    public bool? IsTrusted { get; init; }

    /// <summary>How the event came: 0 live, 1 pulled, 2 from a classic message, 3 rebound.</summary>
    public int? RelaySource { get; init; }
}

/// <summary>Who signs an event.</summary>
/// <param name="Keys">The private keys.</param>
/// <param name="KeyVersion">The version under which their public halves are registered.</param>
internal sealed record ChatSigner(ChatPrivateKeys Keys, string KeyVersion)
{
    /// <summary>The version of the signed text.</summary>
    public int SignatureVersion { get; init; } = ChatEventSignature.CurrentVersion;

    /// <summary>Whether the signature names the public key, as a server adds it.</summary>
    public bool NamesPublicKey { get; init; }
}

/// <summary>A conversation key.</summary>
/// <param name="Version">Its version, a time in milliseconds.</param>
/// <param name="Key">32 bytes.</param>
internal sealed record ChatConversationKey(string Version, byte[] Key);

/// <summary>Who gets a copy of a conversation key.</summary>
/// <param name="UserId">The participant.</param>
/// <param name="IdentityPublicKey">SubjectPublicKeyInfo.</param>
/// <param name="PublicKeyVersion">The version under which that key is registered.</param>
internal sealed record ChatRecipient(string UserId, byte[] IdentityPublicKey, string PublicKeyVersion);

/// <summary>How a message is sent. Nothing of it is signed.</summary>
internal sealed record ChatMessageSettings
{
    /// <summary>Whether recipients are to be notified; null leaves it out.</summary>
    public bool? ShouldNotify { get; init; } = true;

    /// <summary>After how many milliseconds the message disappears.</summary>
    public long? TimeToLiveMilliseconds { get; init; }

    /// <summary>When it was delivered, in milliseconds since 1970.</summary>
    public long? DeliveredAtMilliseconds { get; init; }

    /// <summary>The priority, 1 to 5.</summary>
    public int? Priority { get; init; }

    /// <summary>Whether it is part of a message request.</summary>
    public bool? IsMessageRequest { get; init; }
}
