using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <content>Messages and what else is encrypted with the key of the conversation.</content>
internal sealed partial class ConversationBuilder
{
    /// <summary>Sends a message.</summary>
    public SentChatEvent Say(Person sender, ChatText text, params ThriftStruct[] attachments) => Message(sender, text, MessageOf(text, attachments));

    /// <summary>Sends a message that is signed with an older key, which is still registered.</summary>
    public SentChatEvent SignWithReplacedKey(Person sender, ChatText text) => Add(Sign(EncryptedText(sender, text), _keys.PairsOf(sender)[0]), sender, text);

    /// <summary>Sends an attachment, of which each message has its own.</summary>
    public SentChatEvent Attach(Person sender, ChatText text, Func<ulong, ThriftStruct> attachment) => Say(sender, text, attachment(Draw));

    /// <summary>Forwards a text.</summary>
    public SentChatEvent Forward(Person sender, ChatText text) =>
        Message(sender, text, MessageOf(ChatText.Empty).AddStruct(6, new ThriftStruct().Add(1, text.Text).AddStructs(2, text.Entities)));

    /// <summary>Replies to a message and quotes it.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="original">The message.</param>
    /// <param name="text">The text.</param>
    /// <param name="claimedText">The text that the message is claimed to have, or null for the true one.</param>
    /// <param name="provesQuote">Whether the original message is part of the reply, so that the quote can be validated.</param>
    public SentChatEvent Reply(Person sender, SentChatEvent original, ChatText text, ChatText? claimedText = null, bool provesQuote = true)
    {
        var quoted = claimedText ?? original.Text;
        var preview = new ThriftStruct().AddI64(1, original.Sender.Id).Add(2, quoted.Text);
        if (claimedText is null)
            preview.AddStructs(3, quoted.Entities);
        preview.Add(6, original.IdText);
        if (provesQuote)
            preview.Add(7, original.Event.MessageId).AddStruct(8, original.Event.Fields);
        return Message(sender, text, MessageOf(text).AddStruct(4, preview));
    }

    /// <summary>Replaces the text of a message.</summary>
    public SentChatEvent Edit(Person sender, SentChatEvent target, ChatText text) => Entry(
        sender, ChatEntryKind.MessageEdit, new ThriftStruct().Add(1, target.IdText).Add(2, text.Text).AddStructs(3, text.Entities), text);

    /// <summary>Reacts to a message.</summary>
    public SentChatEvent React(Person sender, SentChatEvent target, string emoji) => Entry(sender, ChatEntryKind.ReactionAdd, ReactionTo(target, emoji));

    /// <summary>Takes a reaction back.</summary>
    public SentChatEvent Unreact(Person sender, SentChatEvent target, string emoji) => Entry(sender, ChatEntryKind.ReactionRemove, ReactionTo(target, emoji));

    /// <summary>Sends an entry of any kind.</summary>
    public SentChatEvent Entry(Person sender, ChatEntryKind kind, ThriftStruct fields, ChatText? text = null) => Entry(sender, (short)kind, fields, text);

    /// <summary>Sends an entry of a kind that need not be known.</summary>
    public SentChatEvent Entry(Person sender, short kind, ThriftStruct fields, ChatText? text = null) =>
        Add(Sign(Encrypted(sender, kind, fields), SignerOf(sender)), sender, text);

    /// <summary>Sends a message without encryption, as accounts of organizations do. There is nothing to sign.</summary>
    public SentChatEvent SayPlainly(Person sender, ChatText text, params ThriftStruct[] attachments) => Add(
        Create(sender, ChatEventKind.MessageCreateEvent, new ThriftStruct().Add(100, Holder((short)ChatEntryKind.Message, MessageOf(text, attachments))).AddBool(102, true)),
        sender,
        text);

    /// <summary>Sends the first message to someone who has not accepted the conversation yet, without encryption.</summary>
    public SentChatEvent Ask(Person sender, ChatText text) => Add(
        Create(sender, ChatEventKind.MessageCreateEvent, new ThriftStruct().Add(100, Holder((short)ChatEntryKind.Message, MessageOf(text))).AddBool(102, true).AddBool(109, true)),
        sender,
        text);

    private SentChatEvent Message(Person sender, ChatText text, ThriftStruct message) => Entry(sender, ChatEntryKind.Message, message, text);

    private static ThriftStruct MessageOf(ChatText text, params ThriftStruct[] attachments) => new ThriftStruct()
        .Add(1, text.Text)
        .AddStructs(2, text.Entities)
        .AddStructs(3, attachments.Length > 0 ? attachments : null);

    private static ThriftStruct ReactionTo(SentChatEvent target, string emoji) => new ThriftStruct().Add(1, target.IdText).Add(2, emoji);

    private static byte[] Holder(short kind, ThriftStruct fields) =>
        ThriftCodec.Write(new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct(kind, fields)));

    private ChatEvent Encrypted(Person sender, short kind, ThriftStruct fields)
    {
        var key = _key ?? throw new InvalidOperationException("The conversation has no key yet.");
        return Encrypted(sender, SecretBox.Seal(key.Bytes, Holder(kind, fields)), key.Version);
    }

    private ChatEvent Encrypted(Person sender, byte[] contents, string keyVersion) => Create(
        sender,
        ChatEventKind.MessageCreateEvent,
        new ThriftStruct().Add(100, contents).Add(101, keyVersion).AddBool(102, true).AddI64(103, _messageLifetime));
}
