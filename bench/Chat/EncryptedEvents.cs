using System.Globalization;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Bench.Chat;

/// <summary>Messages of two people, and what is needed to read them.</summary>
internal sealed class EncryptedEvents : IDisposable
{
    private const string ConversationId = "111:222";
    private const long CreatedAt = 1795693748502;
    private const long FirstSequenceId = 2100000000000000000;
    private const string Text = "Hello @bob, we open at 9:00 tomorrow, see https://example.com/opening-hours for the details #news";

    private readonly ChatPrivateKeys _alice = ChatPrivateKeys.Generate();
    private readonly ChatPrivateKeys _bob = ChatPrivateKeys.Generate();

    public EncryptedEvents(int count)
    {
        KeyChange = ChatEventFactory.KeyChange(
            Envelope(0), Key, [new("111", _alice.IdentityPublicKey, AliceVersion), new("222", _bob.IdentityPublicKey, BobVersion)], Signer(0)).ToBase64();
        Messages = [.. Enumerable.Range(1, count).Select(number => ChatEventFactory.Message(Envelope(number), Entry(number), Key, Signer(number)).ToBase64())];
    }

    public static string AliceVersion => "1700000000001";

    public static string BobVersion => "1700000000002";

    public ChatConversationKey Key { get; } = new("1795694000672", ConversationKeys.New());

    public string KeyChange { get; }

    public IReadOnlyList<string> Messages { get; }

    /// <summary>What X's own SDK needs, in the names of its script.</summary>
    public object SdkInput => new
    {
        reader = new { blob = Convert.ToBase64String(_alice.ToBlob()), keyVersion = AliceVersion },
        signingKeys = new[] { Row("111", AliceVersion, _alice), Row("222", BobVersion, _bob) },
        events = Messages.Prepend(KeyChange),
    };

    /// <summary>The registered key of a sender.</summary>
    public SigningKey SigningKeyOf(string userId) => SigningKey.TryImport((userId is "111" ? _alice : _bob).SigningPublicKey)!;

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
    }

    private static ChatEnvelope Envelope(int number)
        => new(
            (FirstSequenceId + number).ToString(CultureInfo.InvariantCulture),
            Guid.NewGuid().ToString(),
            number % 2 == 0 ? "111" : "222",
            ConversationId,
            CreatedAt + number);

    private static TwitterDm.ChatProtocol.Thrift.ThriftStruct Entry(int number) => ChatEntries.Message(
        string.Create(CultureInfo.InvariantCulture, $"{Text} {number}"),
        [ChatEntries.Entity(6, 10, ChatEntityKind.Mention), ChatEntries.Entity(42, 75, ChatEntityKind.Url), ChatEntries.Entity(92, 97, ChatEntityKind.Hashtag)]);

    private ChatSigner Signer(int number) => number % 2 == 0 ? new(_alice, AliceVersion) : new(_bob, BobVersion);

    private static object Row(string userId, string version, ChatPrivateKeys keys) => new
    {
        userId,
        publicKeyVersion = version,
        publicKey = Convert.ToBase64String(keys.SigningPublicKey!),
        identityPublicKey = Convert.ToBase64String(keys.IdentityPublicKey),
        identityPublicKeySignature = KeyBinding.Sign(keys),
    };
}
