using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>
/// The public signing key of a user, imported once to verify many signatures: ECDSA on P-256 with SHA-256. Several threads can verify with
/// it at once. It uses .NET alone.
/// </summary>
internal sealed class SigningKey : IDisposable
{
    private const int SignatureLength = 64;

    private readonly ECParameters _parameters;

    // An ECDsa is not documented as thread-safe: whoever verifies takes one that is idle, or imports the key once more. There are as many
    // as threads that verified at the same time.
    private readonly Stack<ECDsa> _idle = new(1);

    private SigningKey(ECParameters parameters)
    {
        _parameters = parameters;
        _idle.Push(ECDsa.Create(parameters));
    }

    /// <summary>Imports a key; null if it is not a point of the curve.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo, or the uncompressed point.</param>
    public static SigningKey? TryImport(ReadOnlySpan<byte> publicKey)
    {
        if (P256.ReadPublicKey(publicKey) is not { } parameters)
            return null;
        try
        {
            return new(parameters);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether a signature over a text is valid.</summary>
    /// <param name="text">The text that was signed.</param>
    /// <param name="signature">r and s, 32 bytes each, in base64 with or without padding.</param>
    public bool Verify(string? text, string? signature)
        => text is not null && Verify(Encoding.UTF8.GetBytes(text), Base64Text.Decode(signature));

    /// <summary>Whether a signature over bytes is valid.</summary>
    /// <param name="data">The bytes that were signed.</param>
    /// <param name="signature">r and s, 32 bytes each.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;
        var key = Take();
        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            // The operating system may refuse numbers out of range instead of finding them wrong.
            return false;
        }
        finally
        {
            lock (_idle)
                _idle.Push(key);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_idle)
        {
            while (_idle.TryPop(out var key))
                key.Dispose();
        }
    }

    private ECDsa Take()
    {
        lock (_idle)
        {
            if (_idle.TryPop(out var key))
                return key;
        }

        return ECDsa.Create(_parameters);
    }
}
