using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>
/// The private keys of an account: the identity key, which opens conversation keys, and the signing key, which may be missing. They may be
/// used by several threads at once, and are wiped by <see cref="Dispose"/>.
/// </summary>
internal sealed class ChatPrivateKeys : IDisposable
{
    private readonly object _lock = new();
    private readonly byte[] _blob;
    private readonly ECDiffieHellman _identity;
    private readonly ECDsa? _signing;

    private ChatPrivateKeys(byte[] blob)
    {
        _blob = blob;
        _identity = Import(blob.AsSpan(0, P256.ScalarLength), ECDiffieHellman.Create, out var identityPoint);
        IdentityPublicKey = P256.ToSpki(identityPoint);
        if (blob.Length == P256.ScalarLength)
            return;
        _signing = Import(blob.AsSpan(P256.ScalarLength), ECDsa.Create, out var signingPoint);
        SigningPublicKey = P256.ToSpki(signingPoint);
    }

    /// <summary>The public identity key: SubjectPublicKeyInfo, 91 bytes.</summary>
    public byte[] IdentityPublicKey { get; }

    /// <summary>The public signing key: SubjectPublicKeyInfo, 91 bytes; null without a signing key.</summary>
    public byte[]? SigningPublicKey { get; }

    /// <summary>Whether there is a signing key.</summary>
    public bool CanSign => _signing is not null;

    /// <summary>Imports exported keys: the identity scalar, and the signing scalar if there is one.</summary>
    /// <param name="blob">32 or 64 bytes, which are copied.</param>
    /// <exception cref="ArgumentException">The length is another one, or a scalar is zero or too large.</exception>
    public static ChatPrivateKeys FromBlob(ReadOnlySpan<byte> blob)
    {
        if (blob.Length is not (P256.ScalarLength or 2 * P256.ScalarLength))
            throw new ArgumentException($"A chat key has 64 bytes, or 32 without a signing key; this one has {blob.Length}.", nameof(blob));
        for (var rest = blob; !rest.IsEmpty; rest = rest[P256.ScalarLength..])
        {
            if (!rest[..P256.ScalarLength].ContainsAnyExcept((byte)0))
                throw new ArgumentException("The chat key contains a private key that is all zeros.", nameof(blob));
            if (!P256.IsScalar(rest[..P256.ScalarLength]))
                throw new ArgumentException("The chat key contains a number that is too large for a private key.", nameof(blob));
        }

        return new(blob.ToArray());
    }

    /// <summary>Generates both keys.</summary>
    public static ChatPrivateKeys Generate()
    {
        var blob = new byte[2 * P256.ScalarLength];
        foreach (var start in (int[])[0, P256.ScalarLength])
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var scalar = key.ExportParameters(includePrivateParameters: true).D!;
            scalar.CopyTo(blob, start);
            CryptographicOperations.ZeroMemory(scalar);
        }

        return new(blob);
    }

    /// <summary>Exports the keys. The caller wipes them.</summary>
    public byte[] ToBlob() => [.. _blob];

    /// <summary>Opens a conversation key; null if it was not encrypted for this identity key. The caller wipes it.</summary>
    /// <param name="encryptedKey">The encrypted key in base64.</param>
    public byte[]? Unwrap(string? encryptedKey)
        => Base64Text.Decode(encryptedKey) is { } wrapped ? ConversationKeys.Unwrap(wrapped, Agree) : null;

    /// <summary>Signs a text: r and s in base64 without padding.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidOperationException">The keys contain no signing key.</exception>
    public string Sign(string text) => Base64Text.EncodeUnpadded(Sign(Encoding.UTF8.GetBytes(text)));

    /// <summary>Signs bytes: r and s, 32 bytes each.</summary>
    /// <param name="data">The bytes.</param>
    /// <exception cref="InvalidOperationException">The keys contain no signing key.</exception>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        if (_signing is null)
            throw new InvalidOperationException("The chat key contains no signing key.");
        lock (_lock)
            return _signing.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_blob);
        _identity.Dispose();
        _signing?.Dispose();
    }

    private byte[] Agree(ECDiffieHellmanPublicKey other, byte[] append)
    {
        lock (_lock)
            return _identity.DeriveKeyFromHash(other, HashAlgorithmName.SHA256, secretPrepend: null, append);
    }

    private static T Import<T>(ReadOnlySpan<byte> scalar, Func<ECParameters, T> create, out ECPoint point)
    {
        var copy = scalar.ToArray();
        try
        {
            var parameters = PrivateKeyImport.WithPublicPoint(copy);
            point = parameters.Q;
            return create(parameters);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }
}
