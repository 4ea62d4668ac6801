using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <content>Messages and what else is encrypted with the key of the conversation.</content>
internal sealed partial class ConversationBuilder
{
    private ChatConversationKey Key => _key ?? throw new InvalidOperationException("The conversation has no key yet.");

    private ChatMessageSettings Settings => new() { TimeToLiveMilliseconds = _messageLifetime };

    /// <summary>Sends a message.</summary>
    public SentChatEvent Say(Person sender, ChatText text, params ThriftStruct[] attachments)
        => Send(sender, EntryOf(text, attachments), text);

    /// <summary>Sends an attachment, of which each message has its own.</summary>
    public SentChatEvent Attach(Person sender, ChatText text, Func<ulong, ThriftStruct> attachment) => Say(sender, text, attachment(Draw));

    /// <summary>Forwards a text.</summary>
    public SentChatEvent Forward(Person sender, ChatText text) =>
        Send(sender, ChatEntries.Message("", forwarded: ChatEntries.Forwarded(text.Text, text.Entities)), text);

    /// <summary>Replies to a message and quotes it, with the message itself as the proof.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="original">The message.</param>
    /// <param name="text">The text.</param>
    /// <param name="edit">The edit whose text is quoted instead, or null.</param>
    public SentChatEvent Reply(Person sender, SentChatEvent original, ChatText text, SentChatEvent? edit = null)
    {
        var quoted = edit?.Text ?? original.Text;
        return ReplyWith(sender, text, ChatEntries.ReplyPreview(
            original.Sender.IdText,
            quoted.Text,
            original.IdText,
            original.Event.MessageId,
            original.Event,
            new ChatEntry(EntryOf(quoted)),
            edit?.Event,
            NeedsOlderKey(original) ? _changes.Where(change => IsKeyOf(original, change.KeyChange!.Version)) : null));
    }

    /// <summary>Replies to a message and quotes something else, with the message itself as the wrong proof.</summary>
    public SentChatEvent Misquote(Person sender, SentChatEvent original, ChatText text, string claimedText) => ReplyWith(
        sender,
        text,
        ChatEntries.ReplyPreview(original.Sender.IdText, claimedText, original.IdText, original.Event.MessageId, original.Event));

    /// <summary>Replies to a message and quotes it without a proof.</summary>
    public SentChatEvent ReplyWithoutProof(Person sender, SentChatEvent original, ChatText text) =>
        ReplyWith(sender, text, ChatEntries.ReplyPreview(original.Sender.IdText, original.Text.Text, original.IdText, messageId: null));

    /// <summary>Replaces the text of a message.</summary>
    public SentChatEvent Edit(Person sender, SentChatEvent target, ChatText text) =>
        Send(sender, ChatEntries.Edit(target.IdText, text.Text, text.Entities), text);

    /// <summary>Reacts to a message.</summary>
    public SentChatEvent React(Person sender, SentChatEvent target, string emoji)
        => Send(sender, ChatEntries.ReactionAdd(target.IdText, emoji));

    /// <summary>Takes a reaction back.</summary>
    public SentChatEvent Unreact(Person sender, SentChatEvent target, string emoji)
        => Send(sender, ChatEntries.ReactionRemove(target.IdText, emoji));

    /// <summary>Sends an entry of any kind.</summary>
    public SentChatEvent Send(Person sender, ThriftStruct entry, ChatText? text = null) =>
        Add(ChatEventFactory.Message(Envelope(sender), entry, Key, SignerOf(sender), Settings), sender, text);

    /// <summary>Sends a message that is signed with an older key, which is still registered.</summary>
    public SentChatEvent SignWithReplacedKey(Person sender, ChatText text) =>
        Add(
            ChatEventFactory.Message(Envelope(sender), EntryOf(text), Key, SignerOf(_keys.FirstPairsOf(sender)[0]), Settings),
            sender,
            text);

    /// <summary>Sends a message without encryption, as accounts of organizations do. There is nothing to sign.</summary>
    public SentChatEvent SayPlainly(Person sender, ChatText text, params ThriftStruct[] attachments) =>
        Add(ChatEventFactory.PlainMessage(Envelope(sender), EntryOf(text, attachments)), sender, text);

    /// <summary>Sends a message with a button, without encryption.</summary>
    public SentChatEvent Offer(Person sender, ChatText text, string label, string url)
    {
        const short buttons = 9;
        var message = new ThriftStruct().Add(1, text.Text).AddStructs(buttons, [new ThriftStruct().Add(1, label).Add(2, url)]);
        return Add(ChatEventFactory.PlainMessage(Envelope(sender), ChatEntries.Of(ChatEntryKind.Message, message)), sender, text);
    }

    /// <summary>Sends the first message to someone who has not accepted the conversation yet, without encryption.</summary>
    public SentChatEvent Ask(Person sender, ChatText text) =>
        Add(ChatEventFactory.PlainMessage(Envelope(sender), EntryOf(text), new() { IsMessageRequest = true }), sender, text);

    private bool NeedsOlderKey(SentChatEvent original) => !IsKeyOf(original, Key.Version);

    private static bool IsKeyOf(SentChatEvent message, string? version)
        => string.Equals(message.Event.KeyVersion, version, StringComparison.Ordinal);

    private SentChatEvent ReplyWith(Person sender, ChatText text, ThriftStruct preview) =>
        Send(sender, ChatEntries.Message(text.Text, text.Entities, replyPreview: preview), text);

    private static ThriftStruct EntryOf(ChatText text, params ThriftStruct[] attachments) =>
        ChatEntries.Message(text.Text, text.Entities, attachments.Length > 0 ? attachments : null);
}
