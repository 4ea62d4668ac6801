using System.Security.Cryptography;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <content>Events that are forged, damaged or cannot be read.</content>
internal sealed partial class ConversationBuilder
{
    /// <summary>Sends a message in the name of a member, with a signature by someone else.</summary>
    public void Forge(Person member, Person forger, ChatText text) => Add(
        Sign(EncryptedText(member, text), SignerOf(forger), claimedVersion: SignerOf(member).Version), member, text);

    /// <summary>Sends a message that is signed with a key that X does not know.</summary>
    public void SignWithUnregisteredKey(Person sender, ChatText text) => Add(
        Sign(EncryptedText(sender, text), new ChatKeyPair(sender, Text(Milliseconds))), sender, text);

    /// <summary>Sends a message whose conversation key reaches nobody.</summary>
    public void EncryptWithUnknownKey(Person sender, ChatText text)
    {
        var version = Text(Milliseconds - 1);
        var contents = SecretBox.Seal(RandomNumberGenerator.GetBytes(ConversationKeys.Length), Holder((short)ChatEntryKind.Message, MessageOf(text)));
        Add(Sign(Encrypted(sender, contents, version), SignerOf(sender)), sender, text);
    }

    /// <summary>Sends a message that was damaged after it was encrypted and before it was signed.</summary>
    public void SpoilTag(Person sender, ChatText text)
    {
        var sound = EncryptedText(sender, text);
        var contents = sound.Contents!;
        contents[^1] ^= 1;
        Add(Sign(Encrypted(sender, contents, sound.KeyVersion!), SignerOf(sender)), sender, text);
    }

    /// <summary>Sends a message of which only the first half arrives.</summary>
    public void Cut(Person sender, ChatText text) => Damage(sender, text, bytes => Convert.ToBase64String(bytes.AsSpan(0, bytes.Length / 2)));

    /// <summary>Sends a message that arrives as something else than base64.</summary>
    public void SpoilBase64(Person sender, ChatText text) => Damage(sender, text, bytes => $"{{not base64}} {Convert.ToBase64String(bytes)}");

    /// <summary>Sends an event that claims to contain a string of two gigabytes.</summary>
    public void ClaimTwoGigabytes(Person sender) => Damage(sender, ChatText.Empty, _ => Convert.ToBase64String([11, 0, 1, 0x7F, 0xFF, 0xFF, 0xFF, .. "12"u8]));

    /// <summary>Repeats an event under a new sequence id, which is not signed.</summary>
    public void Replay(SentChatEvent original)
    {
        var fields = new ThriftStruct().Add(1, Text(Id));
        foreach (var (id, value) in original.Event.Fields.Fields.Where(field => field.Key is not (1 or 6 or 10 or 11)))
            fields.Add(id, value);
        Add(new ChatEvent(fields.Add(6, Text(Milliseconds))), original.Sender, original.Text);
    }

    /// <summary>Sends a message of which the list says that someone else sent it.</summary>
    public void ListUnderOtherSender(Person sender, Person listed, ChatText text) =>
        Add(Sign(EncryptedText(sender, text), SignerOf(sender)), listed, text);

    private void Damage(Person sender, ChatText text, Func<byte[], string> damage) =>
        Add(Sign(EncryptedText(sender, text), SignerOf(sender)), sender, text, damage);

    private ChatEvent EncryptedText(Person sender, ChatText text) => Encrypted(sender, (short)ChatEntryKind.Message, MessageOf(text));
}
