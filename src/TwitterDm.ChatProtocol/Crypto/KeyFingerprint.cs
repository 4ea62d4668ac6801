using System.Security.Cryptography;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>The fingerprint of an identity key, which people can compare.</summary>
internal static class KeyFingerprint
{
    /// <summary>Returns the SHA-256 of the key in base64url without padding.</summary>
    /// <param name="identityPublicKey">SubjectPublicKeyInfo.</param>
    public static string Of(ReadOnlySpan<byte> identityPublicKey) =>
        Base64Text.EncodeUnpadded(SHA256.HashData(identityPublicKey)).Replace('+', '-').Replace('/', '_');
}
