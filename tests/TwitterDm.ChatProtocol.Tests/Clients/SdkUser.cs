using System.Text.Json;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Tests.Support;

namespace TwitterDm.ChatProtocol.Tests.Clients;

/// <summary>A user whose keys X's own SDK generated.</summary>
internal sealed class SdkUser(JsonElement user)
{
    public string Id => user.Text("userId");

    public string KeyVersion => user.Text("keyVersion");

    public ChatPrivateKeys Keys { get; } = ChatPrivateKeys.FromBlob(user.GetProperty("blob").GetBytesFromBase64());

    public byte[] IdentityPublicKey => Registration.GetProperty("publicKey").GetBytesFromBase64();

    public byte[] SigningPublicKey => Registration.GetProperty("signingPublicKey").GetBytesFromBase64();

    public bool IsBound => KeyBinding.IsBound(IdentityPublicKey, SigningPublicKey, Registration.Text("identityPublicKeySignature"));

    private JsonElement Registration => user.GetProperty("registration");
}
