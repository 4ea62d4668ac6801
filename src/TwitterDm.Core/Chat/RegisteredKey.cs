using TwitterDm.Api;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Chat;

/// <summary>
/// The public keys that a user has registered at X under one version. The signing key counts only if it is bound to the identity key: the
/// private half of the one has signed the other.
/// </summary>
internal sealed class RegisteredKey
{
    // A user replaces the keys now and then. Thousands of rows would have to be verified with for each event.
    private const int MaxKeys = 100;
    private const int MaxKeysOfVersion = 4;
    private const int MaxRowsOfVersion = 32;

    private readonly Lazy<SigningKey?> _signingKey;

    private RegisteredKey(string version, byte[] identityPublicKey, byte[]? signingPublicKey, string? binding)
    {
        Version = version;
        IdentityPublicKey = identityPublicKey;
        SigningPublicKey = signingPublicKey;
        // Importing takes longer than to verify a signature, so it is done once, and only for people who sent something.
        _signingKey = new(() => signingPublicKey is null ? null : KeyBinding.TryImport(identityPublicKey, signingPublicKey, binding));
    }

    public string Version { get; }

    /// <summary>The identity key: SubjectPublicKeyInfo, 91 bytes.</summary>
    public byte[] IdentityPublicKey { get; }

    /// <summary>The signing key, bound or not: SubjectPublicKeyInfo, 91 bytes; null without one.</summary>
    public byte[]? SigningPublicKey { get; }

    /// <summary>Whether the signing key is bound to the identity key.</summary>
    public bool IsBound => _signingKey.Value is not null;

    /// <summary>Maps a row; null if it lacks what every row needs.</summary>
    public static RegisteredKey? Of(WirePublicKey row)
        => (row.PublicKeyVersion ?? row.Version) is { Length: > 0 } version && Base64Text.Decode(row.PublicKey) is { Length: > 0 } identity
            ? new(version, identity, Base64Text.Decode(row.SigningPublicKey), row.IdentityPublicKeySignature)
            : null;

    /// <summary>Maps the rows of a user: a few of each version, and the newest versions if there are too many.</summary>
    public static IReadOnlyList<RegisteredKey> ListOf(IEnumerable<WirePublicKey> rows)
        => [
            .. rows.DistinctBy(row =>
                    (row.PublicKeyVersion ?? row.Version, row.PublicKey, row.SigningPublicKey, row.IdentityPublicKeySignature))
                .Select(Of)
                .OfType<RegisteredKey>()
                .GroupBy(key => key.Version, StringComparer.Ordinal)
                .OrderByDescending(keys => Ids.IsOrdered(keys.Key))
                .ThenByDescending(keys => keys.Key, Ids.Order)
                .SelectMany(keys => Best([.. keys.Take(MaxRowsOfVersion)]))
                .Take(MaxKeys),
        ];

    /// <summary>Whether the bound signing key made a signature.</summary>
    public bool Verify(string text, string signature) => _signingKey.Value?.Verify(text, signature) ?? false;

    private static IEnumerable<RegisteredKey> Best(RegisteredKey[] keys)
        => keys.Length <= MaxKeysOfVersion ? keys : keys.OrderByDescending(key => key.IsBound).Take(MaxKeysOfVersion);
}
