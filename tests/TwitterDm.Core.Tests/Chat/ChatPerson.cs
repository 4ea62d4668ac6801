using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>Somebody with keys of their own, which X has registered.</summary>
internal sealed class ChatPerson(string id, ChatPrivateKeys? keys = null) : IDisposable
{
    public string Id => id;

    public ChatPrivateKeys Keys { get; } = keys ?? ChatPrivateKeys.Generate();

    public string Version { get; init; } = "1700000000000";

    /// <summary>Signs as this person.</summary>
    public ChatSigner Signer => new(Keys, Version);

    /// <summary>The row that X returns.</summary>
    public Dictionary<string, object?> Row() => new(StringComparer.Ordinal)
    {
        ["public_key"] = Convert.ToBase64String(Keys.IdentityPublicKey),
        ["signing_public_key"] = Convert.ToBase64String(Keys.SigningPublicKey!),
        ["identity_public_key_signature"] = KeyBinding.Sign(Keys),
        ["public_key_version"] = Version,
    };

    public ChatRecipient Recipient() => new(Id, Keys.IdentityPublicKey, Version);

    public void Dispose() => Keys.Dispose();
}
