using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>
/// Conversation keys, and the copy of one for each participant: an ephemeral public key (65 bytes), then the key encrypted with
/// AES-128-GCM, then the tag (16 bytes). Key and nonce come from ECDH and the X9.63 key derivation with SHA-256.
/// </summary>
internal static class ConversationKeys
{
    /// <summary>The length of a conversation key.</summary>
    public const int Length = 32;

    private const int AesKeyLength = 16;
    private const int TagLength = 16;

    /// <summary>Generates a conversation key.</summary>
    public static byte[] New() => RandomNumberGenerator.GetBytes(Length);

    /// <summary>Encrypts a conversation key for a participant, in base64.</summary>
    /// <param name="key">The conversation key.</param>
    /// <param name="recipientIdentityPublicKey">The participant's key: SubjectPublicKeyInfo, or the uncompressed point.</param>
    /// <exception cref="ArgumentException">The public key is invalid.</exception>
    public static string Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> recipientIdentityPublicKey)
    {
        using var recipient = TryImport(recipientIdentityPublicKey)
            ?? throw new ArgumentException("The public key is not valid.", nameof(recipientIdentityPublicKey));
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = P256.ToBytes(ephemeral.ExportParameters(includePrivateParameters: false).Q);
        var secret = ephemeral.DeriveKeyFromHash(
            recipient.PublicKey,
            HashAlgorithmName.SHA256,
            secretPrepend: null,
            DerivationSuffix(point));
        try
        {
            return Convert.ToBase64String([.. point, .. Transform(forEncryption: true, secret, key)]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Whether a public key is one that a conversation key can be encrypted for.</summary>
    /// <param name="identityPublicKey">The key: SubjectPublicKeyInfo, or the uncompressed point.</param>
    public static bool CanWrapFor(ReadOnlySpan<byte> identityPublicKey)
    {
        using var key = TryImport(identityPublicKey);
        return key is not null;
    }

    /// <summary>Decrypts a conversation key; null if it was encrypted for another key.</summary>
    /// <param name="wrapped">The encrypted key.</param>
    /// <param name="agree">ECDH with the private key: the SHA-256 of the shared secret and a suffix.</param>
    internal static byte[]? Unwrap(ReadOnlySpan<byte> wrapped, Func<ECDiffieHellmanPublicKey, byte[], byte[]> agree)
    {
        if (wrapped.Length != P256.PointLength + Length + TagLength)
            return null;
        var point = wrapped[..P256.PointLength].ToArray();
        using var ephemeral = TryImport(point);
        if (ephemeral is null)
            return null;
        byte[] secret = [];
        try
        {
            secret = agree(ephemeral.PublicKey, DerivationSuffix(point));
            return Transform(forEncryption: false, secret, wrapped[P256.PointLength..]);
        }
        catch (Exception exception) when (exception is InvalidCipherTextException or CryptographicException)
        {
            // Another key, or a point that the operating system refuses only now.
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    // X9.63: SHA-256 of the shared secret, a counter from 1, and the shared info. 32 bytes need one block only.
    private static byte[] DerivationSuffix(byte[] ephemeralPoint) => [0, 0, 0, 1, .. ephemeralPoint];

    // The nonce has 16 bytes; .NET's AesGcm takes 12 only.
    private static byte[] Transform(bool forEncryption, byte[] secret, ReadOnlySpan<byte> input)
    {
        var cipher = new GcmBlockCipher(AesUtilities.CreateEngine());
        cipher.Init(forEncryption, new AeadParameters(new KeyParameter(secret, 0, AesKeyLength), 8 * TagLength, secret[AesKeyLength..]));
        var output = new byte[cipher.GetOutputSize(input.Length)];
        var length = cipher.ProcessBytes(input, output);
        cipher.DoFinal(output.AsSpan(length));
        return output;
    }

    private static ECDiffieHellman? TryImport(ReadOnlySpan<byte> publicKey)
    {
        if (P256.ReadPublicKey(publicKey) is not { } parameters)
            return null;
        try
        {
            return ECDiffieHellman.Create(parameters);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
