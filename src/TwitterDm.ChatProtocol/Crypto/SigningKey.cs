using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>
/// The public signing key of a user, imported once to verify many signatures: ECDSA on P-256 with SHA-256. It may be used by several
/// threads at once. It uses .NET alone.
/// </summary>
internal sealed class SigningKey : IDisposable
{
    private const int SignatureLength = 64;

    // An ECDsa is not documented as thread-safe.
    private readonly object _lock = new();
    private readonly ECDsa _key;

    private SigningKey(ECDsa key) => _key = key;

    /// <summary>Imports a key; null if it is not a point of the curve.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo, or the uncompressed point.</param>
    public static SigningKey? TryImport(ReadOnlySpan<byte> publicKey)
    {
        if (P256.ReadPublicKey(publicKey) is not { } parameters)
            return null;
        try
        {
            return new(ECDsa.Create(parameters));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether a signature over a text is valid.</summary>
    /// <param name="text">The text that was signed.</param>
    /// <param name="signature">r and s, 32 bytes each, in base64 with or without padding.</param>
    public bool Verify(string? text, string? signature) => text is not null && Verify(Encoding.UTF8.GetBytes(text), Base64Text.Decode(signature));

    /// <summary>Whether a signature over bytes is valid.</summary>
    /// <param name="data">The bytes that were signed.</param>
    /// <param name="signature">r and s, 32 bytes each.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;
        try
        {
            lock (_lock)
                return _key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            // The operating system may refuse numbers out of range instead of finding them wrong.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
