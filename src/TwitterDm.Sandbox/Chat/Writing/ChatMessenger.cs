using System.Globalization;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>Adds the events that clients send to the conversations of all accounts that take part. Thread-safe.</summary>
internal sealed class ChatMessenger(ChatWorlds worlds, IdGenerator ids)
{
    private const int LiveMessage = 0;

    // Generating an id and adding the event is one atomic step, so that events arrive in the order of their ids.
    private readonly object _gate = new();
    private readonly WrittenEvents _written = new();
    private readonly SignatureCheck _signatures = new(worlds.Keys);
    private readonly MessageCheck _messages = new(worlds.Keys);
    private readonly List<SandboxSentChatMessage> _sent = [];

    /// <summary>All messages, reactions and edits that clients sent so far, oldest first.</summary>
    public IReadOnlyList<SandboxSentChatMessage> Sent
    {
        get
        {
            lock (_gate)
                return [.. _sent];
        }
    }

    /// <summary>Sends a message, a reaction or an edit.</summary>
    public ChatWriteResult Send(Person sender, ChatConversation conversation, SubmittedEvent submitted)
    {
        lock (_gate)
        {
            return _written.Find(conversation.Id, sender.Id, submitted)
                ?? SendOnce(sender, conversation, submitted);
        }
    }

    /// <summary>Creates the event that says why a message was refused. No list contains it.</summary>
    public string Failure(Person sender, string conversationId, string messageId, ChatFailureType type)
    {
        var id = ids.Next();
        var envelope = new ChatEnvelope(Text(id), messageId, sender.IdText, conversationId.Replace('-', ':'), Snowflake.TimeOf(id));
        return ChatEventFactory.Event(envelope, ChatDetails.Failure(type)).ToBase64();
    }

    private ChatWriteResult SendOnce(Person sender, ChatConversation conversation, SubmittedEvent submitted)
    {
        var draft = submitted.ToEvent(EnvelopeOf(sender, conversation, submitted.MessageId, id: 0));
        string? signingKey = null;
        var error = MessageCheck.CheckSize(draft)
            ?? (draft.IsPlain ? null : _signatures.Verify(draft, sender, plainKey: null, out signingKey))
            ?? _messages.Check(draft, sender, conversation);
        if (error is not null)
            return ChatWriteResult.Of(error);
        var result = _written.Add(conversation.Id, sender.Id, submitted, Deliver(sender, conversation, submitted, signingKey));
        _sent.Add(SandboxSentChatMessage.Of(draft, result.SequenceId!, conversation));
        return result;
    }

    /// <summary>Adds an event to the conversation of each account that takes part.</summary>
    private ChatWriteResult Deliver(Person sender, ChatConversation conversation, SubmittedEvent submitted, string? signingKey)
    {
        var id = ids.Next();
        var item = submitted.ToEvent(EnvelopeOf(sender, conversation, submitted.MessageId, id), signingKey);
        var stored = StoredChatEvent.Of(id, sender.IdText, item);
        foreach (var copy in CopiesOf(conversation))
        {
            copy.Change(state => state with { Log = state.Log.With(stored) });
            // Who writes accepts the conversation.
            copy.Change(plan => plan with
            {
                IsRequest = plan.IsRequest && plan.Account != sender,
                IsAwaitingAcceptance = plan.Members.Any(member => !plan.IsGroup && member != sender && !member.AcceptsChats),
            });
        }

        return new ChatWriteResult(Text(id), stored.Encoded, Error: null);
    }

    /// <summary>The conversation as each account that takes part has it.</summary>
    private IEnumerable<ChatConversation> CopiesOf(ChatConversation conversation) =>
        conversation.Plan.Members.Where(People.IsAccount).Select(account => worlds.Of(account).Find(conversation.Id)).OfType<ChatConversation>();

    private static ChatEnvelope EnvelopeOf(Person sender, ChatConversation conversation, string messageId, long id) =>
        new(Text(id), messageId, sender.IdText, conversation.Plan.SignedId, Snowflake.TimeOf(id))
        {
            PreviousSequenceId = conversation.Log.Events is { Count: > 0 } events ? Text(events[^1].Id) : null,
            IsTrusted = true,
            RelaySource = LiveMessage,
        };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
