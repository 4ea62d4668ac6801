namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>Verifies a single signature. To verify many signatures of one user, keep a <see cref="SigningKey"/>.</summary>
internal static class ChatSignature
{
    /// <summary>Whether a signature over a text is valid.</summary>
    /// <param name="signingPublicKey">SubjectPublicKeyInfo, or the uncompressed point.</param>
    /// <param name="text">The text that was signed.</param>
    /// <param name="signature">r and s in base64 with or without padding.</param>
    public static bool Verify(ReadOnlySpan<byte> signingPublicKey, string? text, string? signature)
    {
        using var key = SigningKey.TryImport(signingPublicKey);
        return key is not null && key.Verify(text, signature);
    }
}
