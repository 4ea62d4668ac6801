using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <content>Events that are forged, damaged or cannot be read.</content>
internal sealed partial class ConversationBuilder
{
    /// <summary>Sends a message in the name of a member, with a signature by someone else.</summary>
    public void Forge(Person member, Person forger, ChatText text) =>
        Add(Message(member, text, SignerOf(forger) with { KeyVersion = SignerOf(member).KeyVersion }), member, text);

    /// <summary>Sends a message that is signed with a key that X does not know.</summary>
    public void SignWithUnregisteredKey(Person sender, ChatText text) =>
        Add(Message(sender, text, SignerOf(new ChatKeyPair(sender, Text(Milliseconds)))), sender, text);

    /// <summary>Sends a message that is signed with a registered key which is not bound to the sender's identity.</summary>
    public void SignWithUnboundKey(Person sender, ChatText text) =>
        Add(Message(sender, text, SignerOf(ChatKeyDirectory.UnboundPairOf(sender)!)), sender, text);

    /// <summary>Sends a message whose conversation key reaches nobody.</summary>
    public void EncryptWithUnknownKey(Person sender, ChatText text)
    {
        var key = new ChatConversationKey(Text(Milliseconds - KeyAge), ConversationKeys.New());
        Add(ChatEventFactory.Message(Envelope(sender), EntryOf(text), key, SignerOf(sender)), sender, text);
    }

    /// <summary>Sends a message that was damaged after it was encrypted and before it was signed.</summary>
    public void SpoilTag(Person sender, ChatText text)
    {
        var contents = SecretBox.Seal(Key.Key, ThriftCodec.Write(EntryOf(text)));
        contents[^1] ^= 1;
        Add(ChatEventFactory.Message(Envelope(sender), contents, Key.Version, SignerOf(sender)), sender, text);
    }

    /// <summary>Sends a message of which only the first half arrives.</summary>
    public void Cut(Person sender, ChatText text)
        => Damage(sender, text, bytes => Convert.ToBase64String(bytes.AsSpan(0, bytes.Length / 2)));

    /// <summary>Sends a message that arrives as something else than base64.</summary>
    public void SpoilBase64(Person sender, ChatText text)
        => Damage(sender, text, bytes => $"{{not base64}} {Convert.ToBase64String(bytes)}");

    /// <summary>Sends an event that claims to contain a string of two gigabytes.</summary>
    public void ClaimTwoGigabytes(Person sender) =>
        Damage(sender, ChatText.Empty, _ => Convert.ToBase64String([(byte)ThriftType.String, 0, 1, 0x7F, 0xFF, 0xFF, 0xFF, .. "12"u8]));

    /// <summary>Repeats an event under a new sequence id, which is not signed.</summary>
    public void Replay(SentChatEvent original)
    {
        const short sequenceId = 1;
        var fields = new ThriftStruct().Add(sequenceId, Text(Id));
        foreach (var (id, value) in original.Event.Fields.Fields.Where(field => field.Key != sequenceId))
            fields.Add(id, value);
        Add(new ChatEvent(fields), original.Sender, original.Text);
    }

    /// <summary>Sends a message of which the list says that someone else sent it.</summary>
    public void ListUnderOtherSender(Person sender, Person listed, ChatText text)
        => Add(Message(sender, text, SignerOf(sender)), listed, text);

    /// <summary>Sends a message that was signed for another conversation, as if the service had moved it.</summary>
    public void Move(Person sender, Person from, ChatText text)
    {
        var envelope = Envelope(sender) with { ConversationId = ConversationPlan.OneToOneId(sender, from).Replace('-', ':') };
        Add(ChatEventFactory.Message(envelope, EntryOf(text), Key, SignerOf(sender)), sender, text);
    }

    private void Damage(Person sender, ChatText text, Func<byte[], string> damage) =>
        Add(Message(sender, text, SignerOf(sender)), sender, text, damage);

    private ChatEvent Message(Person sender, ChatText text, ChatSigner signer) =>
        ChatEventFactory.Message(Envelope(sender), EntryOf(text), Key, signer, Settings);
}
