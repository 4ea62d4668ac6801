namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>
/// The proof that a signing key and an identity key belong together: a signature by the signing key over the 91 bytes of the identity
/// key's SubjectPublicKeyInfo, which X registers as <c>identity_public_key_signature</c>.
/// </summary>
internal static class KeyBinding
{
    /// <summary>Whether the keys belong together.</summary>
    /// <param name="identityPublicKey">SubjectPublicKeyInfo, or the uncompressed point.</param>
    /// <param name="signingPublicKey">SubjectPublicKeyInfo, or the uncompressed point.</param>
    /// <param name="identityPublicKeySignature">The signature in base64 with or without padding.</param>
    public static bool IsBound(
        ReadOnlySpan<byte> identityPublicKey,
        ReadOnlySpan<byte> signingPublicKey,
        string? identityPublicKeySignature)
    {
        using var key = TryImport(identityPublicKey, signingPublicKey, identityPublicKeySignature);
        return key is not null;
    }

    /// <summary>Imports a signing key; null if the keys do not belong together.</summary>
    /// <param name="identityPublicKey">SubjectPublicKeyInfo, or the uncompressed point.</param>
    /// <param name="signingPublicKey">SubjectPublicKeyInfo, or the uncompressed point.</param>
    /// <param name="identityPublicKeySignature">The signature in base64 with or without padding.</param>
    public static SigningKey? TryImport(
        ReadOnlySpan<byte> identityPublicKey,
        ReadOnlySpan<byte> signingPublicKey,
        string? identityPublicKeySignature)
    {
        if (P256.ReadPublicKey(identityPublicKey) is not { } identity || SigningKey.TryImport(signingPublicKey) is not { } key)
            return null;
        if (key.Verify(P256.ToSpki(identity.Q), Base64Text.Decode(identityPublicKeySignature)))
            return key;
        key.Dispose();
        return null;
    }

    /// <summary>Makes the proof, in base64 with padding as X registers it.</summary>
    /// <param name="keys">Both private keys.</param>
    public static string Sign(ChatPrivateKeys keys) => Convert.ToBase64String(keys.Sign(keys.IdentityPublicKey));
}
