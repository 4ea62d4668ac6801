using System.Globalization;
using System.Numerics;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>
/// Acts for the sandbox's people, who encrypt and sign with their own keys. What they send is validated like what clients send.
/// </summary>
internal sealed class ChatPeople(ChatKeyDirectory keys, ChatMessenger messenger, TimeProvider clock, int seed)
{
    private const int SeedStream = -6;

    private readonly int _seed = (int)SplitMix64.Hash(seed, SeedStream, 0);
    private long _sent;

    /// <summary>Sends a message.</summary>
    public ChatWriteResult Say(Person sender, ChatConversation conversation, ChatText text) =>
        Send(sender, conversation, ChatEntries.Message(text.Text, text.Entities));

    /// <summary>Sends an entry, such as a message or a reaction, as is usual in the conversation: encrypted or not.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="at">When it is sent, or null for now.</param>
    public ChatWriteResult Send(Person sender, ChatConversation conversation, ThriftStruct entry, DateTimeOffset? at = null)
    {
        var envelope = Envelope(sender, conversation);
        var item = conversation.State.CurrentKey is null
            ? ChatEventFactory.PlainMessage(envelope, entry)
            : ChatEventFactory.Message(envelope, entry, KeyOf(conversation), SignerOf(sender));
        return messenger.Send(sender, conversation, SubmittedEvent.Of(item), isByClient: false, at);
    }

    /// <summary>Replaces the key of a conversation.</summary>
    public ChatWriteResult ChangeKey(Person by, ChatConversation conversation)
    {
        var recipients = conversation
            .Plan.Members.Select(member => (Member: member, Row: keys.RowsOf(member).MaxBy(row => ChatKeyDirectory.Number(row.Version))!))
            .Select(pair => new ChatRecipient(pair.Member.IdText, Base64Text.Decode(pair.Row.IdentityKey)!, pair.Row.Version));
        var key = new ChatConversationKey(NextVersion(conversation), ConversationKeys.New());
        return messenger.ChangeKey(by, conversation, SubmittedEvent.Of(
            ChatEventFactory.KeyChange(Envelope(by, conversation), key, recipients, SignerOf(by), isRotation: true)));
    }

    /// <summary>Removes a member from a group.</summary>
    public ChatWriteResult Remove(Person by, ChatConversation conversation, Person member)
        => messenger.RemoveMember(
            by,
            conversation,
            member,
            SubmittedEvent.Of(
                ChatEventFactory.Event(Envelope(by, conversation), ChatGroupDetails.MemberRemove([member.IdText]), SignerOf(by))));

    private ChatEnvelope Envelope(Person sender, ChatConversation conversation) =>
        new("0", ChatMessageId.Of(_seed, Interlocked.Increment(ref _sent)), sender.IdText, conversation.Plan.SignedId, 0);

    private ChatSigner SignerOf(Person person) => keys.PairsOf(person) is { Count: > 0 } pairs
        ? new ChatSigner(pairs[^1].Private, pairs[^1].Version)
        : throw new InvalidOperationException($"@{person.Username} has no X Chat keys.");

    private static ChatConversationKey KeyOf(ChatConversation conversation)
        => conversation.State.CurrentKey is { Key: { } plain, Version: { } version }
            ? new ChatConversationKey(version, plain)
            : throw new InvalidOperationException("The sandbox does not hold the current key of the conversation.");

    // A version is a time in milliseconds, and greater than the one before.
    private string NextVersion(ChatConversation conversation)
    {
        BigInteger now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var next = conversation.State.CurrentKey is { } current ? BigInteger.Max(now, ChatKeyDirectory.Number(current.Version) + 1) : now;
        return next.ToString(CultureInfo.InvariantCulture);
    }
}
