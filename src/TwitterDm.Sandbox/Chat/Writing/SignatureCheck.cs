using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>
/// Verifies the signatures of events that are sent, with the keys that are registered for the sender and bound to the sender's identity.
/// </summary>
internal sealed class SignatureCheck(ChatKeyDirectory keys)
{
    private const int OldestVersion = 2;

    /// <summary>Verifies a signature.</summary>
    /// <param name="item">The event.</param>
    /// <param name="sender">The account that sends it.</param>
    /// <param name="plainKey">Of a key change: the key.</param>
    /// <param name="signingKey">The registered key, if there is no error.</param>
    /// <returns>The error, or null.</returns>
    public ChatWriteError? Verify(ChatEvent item, Person sender, byte[]? plainKey, out string? signingKey)
    {
        signingKey = null;
        if (item.Signature is not { Value: { } value, KeyVersion: { } version } signature)
            return ChatWriteError.Of(ChatFailureType.InvalidSenderSignature, "The event has no signature.");
        if (signature.Version is < OldestVersion or > ChatEventSignature.CurrentVersion)
            return ChatWriteError.Of(ChatFailureType.InvalidSignatureVersion, $"The version [{signature.Version}] is not accepted.");
        if (keys.RowsOf(sender).LastOrDefault(row => string.Equals(row.Version, version, StringComparison.Ordinal))
                is not { SigningKey: { } registered } row
            || !KeyBinding.IsBound(Base64Text.Decode(row.IdentityKey), Base64Text.Decode(registered), row.IdentityKeySignature))
        {
            return ChatWriteError.Of(
                ChatFailureType.InvalidSenderSignature,
                $"The sender has no signing key of the version [{version}] that is bound to the identity key.");
        }

        signingKey = registered;
        return ChatSignature.Verify(Base64Text.Decode(registered), SignedText.Of(item, plainKey), value)
            ? null
            : ChatWriteError.Of(ChatFailureType.SignatureFailedToVerify, "The signature does not match the event.");
    }
}
