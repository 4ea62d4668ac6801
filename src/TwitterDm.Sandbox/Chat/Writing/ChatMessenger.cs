using System.Globalization;
using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>Adds the events that clients send to the conversations of all accounts that take part. Thread-safe.</summary>
internal sealed partial class ChatMessenger
{
    // Generating an id and adding the event is one atomic step, so that events arrive in the order of their ids.
    private readonly object _gate = new();
    private readonly WrittenEvents _written = new();
    private readonly List<SandboxSentChatMessage> _sent = [];
    // The ids of all groups that clients created, also of those that no account is in anymore.
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly ChatDelivery _delivery;
    private readonly SignatureCheck _signatures;
    private readonly MessageCheck _messages;
    private readonly KeyChangeCheck _keyChanges;

    public ChatMessenger(ChatWorlds worlds, IdGenerator ids, ActivityFeed activity)
    {
        _delivery = new ChatDelivery(worlds, ids, activity);
        _signatures = new SignatureCheck(worlds.Keys);
        _messages = new MessageCheck(worlds.Keys);
        _keyChanges = new KeyChangeCheck(worlds.Keys, _signatures);
    }

    /// <summary>All messages, reactions and edits that clients sent so far, oldest first.</summary>
    public IReadOnlyList<SandboxSentChatMessage> Sent
    {
        get
        {
            lock (_gate)
                return [.. _sent];
        }
    }

    /// <summary>Returns those after the first ones.</summary>
    public IReadOnlyList<SandboxSentChatMessage> SentAfter(int count)
    {
        lock (_gate)
            return _sent.GetRange(count, _sent.Count - count);
    }

    /// <summary>Sends a message, a reaction or an edit.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="message">The message.</param>
    /// <param name="isByClient">Whether a client sends it, not the sandbox itself.</param>
    /// <param name="at">When it is sent, or null for now.</param>
    public ChatWriteResult Send(
        Person sender,
        ChatConversation conversation,
        SubmittedEvent message,
        bool isByClient = true,
        DateTimeOffset? at = null) =>
        Once(
            sender,
            conversation.Id,
            [message],
            () =>
            {
                var draft = ChatDelivery.Draft(sender, conversation.Id, message);
                string? signingKey = null;
                // The sender can have been removed after the conversation was found.
                var error = (
                    People.IsAccount(sender) && !_delivery.Exists(sender, conversation.Id) ? MessageCheck.NotMember(conversation.Id) : null)
                    ?? MessageCheck.CheckSize(draft)
                    ?? (draft.IsPlain ? null : _signatures.Verify(draft, sender, plainKey: null, out signingKey))
                    ?? _messages.Check(draft, sender, conversation);
                if (error is not null)
                    return ChatWriteResult.Of(error);
                var copies = _delivery.CopiesOf(conversation);
                var result = _delivery.Deliver(sender, copies, message, signingKey, at);
                foreach (var copy in copies)
                    copy.Change(plan => plan.After(sender));
                if (isByClient)
                    _sent.Add(SandboxSentChatMessage.Of(draft, result.SequenceId!, conversation));
                return result;
            },
            isByClient);

    /// <summary>Creates the event that says why a message was refused.</summary>
    public string Failure(Person sender, string conversationId, string messageId, ChatFailureType type) =>
        _delivery.Failure(sender, conversationId, messageId, type);

    /// <summary>Deletes events from the lists of everyone or of the one who deletes.</summary>
    public ChatWriteResult Delete(Person by, ChatConversation conversation, SubmittedEvent deletion) =>
        Once(by, conversation.Id, [deletion], () =>
        {
            var draft = ChatDelivery.Draft(by, conversation.Id, deletion);
            var error = _signatures.Verify(draft, by, plainKey: null, out var signingKey);
            if ((error ?? DeletionCheck.Check(draft.Delete!, by, conversation)) is { } refused)
                return ChatWriteResult.Of(refused);
            var targets = draft.Delete!.SequenceIds.Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToHashSet();
            var copies = draft.Delete.IsForEveryone ? _delivery.CopiesOf(conversation) : [conversation];
            foreach (var copy in copies)
                copy.Change(state => state with { Log = state.Log.Without(targets) });
            return _delivery.Deliver(by, copies, deletion, signingKey);
        });

    /// <summary>Remembers up to which event an account has read.</summary>
    public void MarkRead(ChatConversation conversation, long seenUntil)
    {
        lock (_gate)
            conversation.Change(state => state with { SeenUntil = Math.Max(state.SeenUntil, seenUntil) });
    }

    private ChatWriteResult Once(
        Person sender,
        string conversationId,
        IReadOnlyList<SubmittedEvent> submitted,
        Func<ChatWriteResult> write,
        bool isByClient = true)
    {
        lock (_gate)
        {
            if (_written.Find(conversationId, sender.Id, submitted) is { } earlier)
                return earlier;
            var result = write();
            // What the sandbox itself writes is not repeated.
            if (result.Error is null && isByClient)
                _written.Add(conversationId, sender.Id, submitted, result);
            return result;
        }
    }
}
