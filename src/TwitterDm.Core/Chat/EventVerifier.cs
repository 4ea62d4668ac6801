using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>
/// Verifies the signatures of events, with the keys that X has registered for the sender. A key that the event itself brings is never
/// looked at.
/// </summary>
/// <param name="directory">The registered keys.</param>
internal sealed class EventVerifier(PublicKeyDirectory directory)
{
    /// <summary>Whether the signed sender made the signature of an event.</summary>
    /// <param name="content">The event.</param>
    /// <param name="conversationKey">For the change of a conversation's key: that key, decrypted; null if it is unknown.</param>
    public bool IsSigned(ChatEvent content, byte[]? conversationKey = null)
        => content is { SenderId: { } sender, Signature: { Value: { } signature, KeyVersion: { } version } }
        // Null for a kind that is never signed, for a message without encryption, and for versions of signatures that are too old.
        && SignedText.Of(content, conversationKey) is { } text
        && directory.Verify(sender, version, text, signature);

    /// <summary>Whether an event can have a valid signature, so that its sender's keys are needed.</summary>
    /// <param name="content">The event.</param>
    public static bool CanBeSigned(ChatEvent? content)
        => content is { IsPlain: false, SenderId: not null, Signature: { Value: not null, KeyVersion: not null } }
        && Ids.IsUserId(content.SenderId);
}
