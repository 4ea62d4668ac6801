using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Sandbox.Chat.Keys;

/// <summary>The public keys of a person as X registers them.</summary>
/// <param name="Version">The version, which is a number.</param>
/// <param name="IdentityKey">The identity key, in base64.</param>
/// <param name="SigningKey">The signing key, in base64, or null for a person who cannot sign.</param>
/// <param name="IdentityKeySignature">The signature that binds the two, or null if there is none.</param>
internal sealed record PublicKeyRow(string Version, string IdentityKey, string? SigningKey, string? IdentityKeySignature)
{
    public static PublicKeyRow Of(ChatPrivateKeys keys, string version) => new(
        version,
        Convert.ToBase64String(keys.IdentityPublicKey),
        keys.SigningPublicKey is { } signing ? Convert.ToBase64String(signing) : null,
        keys.CanSign ? KeyBinding.Sign(keys) : null);
}
