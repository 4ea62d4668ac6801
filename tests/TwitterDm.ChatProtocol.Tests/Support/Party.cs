using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.ChatProtocol.Tests.Support;

/// <summary>Two users with fresh keys, and the key of their conversation.</summary>
internal sealed class Party
{
    private long _sequence = 2100000000000000000;

    public ChatPrivateKeys AliceKeys { get; } = ChatPrivateKeys.Generate();

    public ChatPrivateKeys BobKeys { get; } = ChatPrivateKeys.Generate();

    public string ConversationId { get; init; } = "111:222";

    public ChatConversationKey Key { get; } = new("1795694000672", ConversationKeys.New());

    public ChatSigner Alice => new(AliceKeys, "1700000000001");

    public ChatSigner Bob => new(BobKeys, "1700000000002");

    public ChatRecipient[] Recipients => [new("222", BobKeys.IdentityPublicKey, Bob.KeyVersion), new("111", AliceKeys.IdentityPublicKey, Alice.KeyVersion)];

    public ChatEnvelope Envelope(string sender = "111") =>
        new($"{_sequence++}", Guid.NewGuid().ToString(), sender, ConversationId, 1795693748502);

    public ChatEvent KeyChange() => ChatEventFactory.KeyChange(Envelope(), Key, Recipients, Alice);

    public ChatEntry Open(ChatEvent chatEvent) => ChatEntry.Read(SecretBox.Open(Key.Key, chatEvent.Contents)!);

    /// <summary>Whether the signature is that of an event's sender.</summary>
    public bool Verifies(ChatEvent chatEvent, byte[]? plainKey = null) => ChatSignature.Verify(
        (chatEvent.SenderId == "111" ? AliceKeys : BobKeys).SigningPublicKey, SignedText.Of(chatEvent, plainKey), chatEvent.Signature?.Value);
}
