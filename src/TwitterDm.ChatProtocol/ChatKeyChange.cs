using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>A new key for a conversation (ConversationKeyChangeEvent).</summary>
/// <param name="fields">Its fields.</param>
internal sealed class ChatKeyChange(ThriftStruct fields)
{
    /// <summary>The version of the new key, a time in milliseconds.</summary>
    public string? Version => fields.Text(1);

    /// <summary>The encrypted copies of the key, in no particular order; one user may have several.</summary>
    public IReadOnlyList<ChatParticipantKey> ParticipantKeys => [.. fields.Structs(2).Select(row => new ChatParticipantKey(row))];

    /// <summary>Whether it only replaces an older key.</summary>
    public bool? IsRotation => fields.Flag(5);
}

/// <summary>A conversation key, encrypted for one key of a participant.</summary>
/// <param name="fields">Its fields.</param>
internal sealed class ChatParticipantKey(ThriftStruct fields)
{
    /// <summary>The participant.</summary>
    public string? UserId => fields.Text(1);

    /// <summary>The encrypted key, for <see cref="Crypto.ChatPrivateKeys.Unwrap"/>.</summary>
    public string? EncryptedKey => fields.Text(2);

    /// <summary>The version of the participant's public keys that it is encrypted for.</summary>
    public string? PublicKeyVersion => fields.Text(3);
}
