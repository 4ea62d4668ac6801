using System.Globalization;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>Adds events to a conversation as each account that takes part has it. One thread at a time.</summary>
internal sealed class ChatDelivery(ChatWorlds worlds, IdGenerator ids, ActivityFeed activity)
{
    private const int LiveMessage = 0;
    private const int KeptEvents = 2_000;

    /// <summary>The conversation as each account that takes part has it.</summary>
    public IReadOnlyList<ChatConversation> CopiesOf(ChatConversation conversation) =>
        [
            .. conversation
                .Plan.Members.Where(People.IsAccount)
                .Select(account => worlds.Of(account).Find(conversation.Id))
                .OfType<ChatConversation>(),
        ];

    /// <summary>Whether an account has a conversation.</summary>
    public bool Exists(Person account, string conversationId) => worlds.Of(account).Find(conversationId) is not null;

    /// <summary>Creates a conversation for each account that takes part.</summary>
    /// <param name="plan">The conversation. The order of the members does not matter.</param>
    public IReadOnlyList<ChatConversation> Create(ConversationPlan plan) =>
        Create(plan, plan.Members, DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(ids.Next())));

    /// <summary>Creates the copy of a conversation for those accounts that are new in it.</summary>
    /// <param name="plan">The conversation with its new members.</param>
    /// <param name="people">The new members.</param>
    /// <param name="createdAt">When the conversation was created.</param>
    public IReadOnlyList<ChatConversation> Create(ConversationPlan plan, IEnumerable<Person> people, DateTimeOffset createdAt)
    {
        var copies = new List<ChatConversation>();
        foreach (var account in people.Where(People.IsAccount))
        {
            var copy = new ChatConversation(
                plan with
                {
                    Members = [account, .. plan.Members.Where(member => member != account)],
                },
                createdAt);
            worlds.Of(account).Add(copy);
            copies.Add(copy);
        }

        return copies;
    }

    /// <summary>Takes a conversation away from an account that has left it.</summary>
    public void Remove(ChatConversation copy) => worlds.Of(copy.Plan.Account).Remove(copy);

    /// <summary>The event that a client sends, as far as its signature covers it.</summary>
    public static ChatEvent Draft(Person sender, string conversationId, SubmittedEvent submitted) =>
        submitted.ToEvent(new ChatEnvelope("0", submitted.MessageId, sender.IdText, SignedIdOf(conversationId), 0));

    /// <summary>Adds an event to the list of each copy.</summary>
    public ChatWriteResult Deliver(
        Person sender,
        IReadOnlyList<ChatConversation> copies,
        SubmittedEvent submitted,
        string? signingKey,
        DateTimeOffset? at = null)
    {
        var (id, item) = ToEvent(sender, copies[0], submitted, signingKey, at);
        var stored = StoredChatEvent.Of(id, sender.IdText, item);
        foreach (var copy in copies)
        {
            var kept = copy.Start.Log.Events.Count + KeptEvents;
            copy.Change(state => state with { Log = state.Log.With(stored).Newest(kept) });
            activity.PublishChat(copy, stored, item);
        }

        return new ChatWriteResult(Text(id), stored.Encoded, Error: null);
    }

    /// <summary>Adds a key change to each copy. It comes beside the pages, not in the list.</summary>
    public ChatWriteResult Deliver(Person sender, IReadOnlyList<ChatConversation> copies, AcceptedKeyChange change)
    {
        var (id, item) = ToEvent(sender, copies[0], change.Submitted, change.SigningKey);
        var stored = new StoredKeyChange(id, item.KeyChange!.Version!, item.ToBase64(), KeyDelivery.BesideItsEvents);
        var key = StoredConversationKey.Of(item.KeyChange, change.Key);
        foreach (var copy in copies)
            copy.Change(state => state with { Log = state.Log.With(stored), Keys = state.Keys.Add(key) });
        return new ChatWriteResult(Text(id), stored.Encoded, Error: null);
    }

    /// <summary>Creates the event that says why a message was refused. No list contains it.</summary>
    public string Failure(Person sender, string conversationId, string messageId, ChatFailureType type)
    {
        var id = ids.Next();
        var envelope = new ChatEnvelope(Text(id), messageId, sender.IdText, SignedIdOf(conversationId), Snowflake.TimeOf(id));
        return ChatEventFactory.Event(envelope, ChatDetails.Failure(type)).ToBase64();
    }

    private (long Id, ChatEvent Item) ToEvent(
        Person sender,
        ChatConversation conversation,
        SubmittedEvent submitted,
        string? signingKey,
        DateTimeOffset? at = null)
    {
        var id = ids.Next(at);
        var envelope = new ChatEnvelope(Text(id), submitted.MessageId, sender.IdText, conversation.Plan.SignedId, Snowflake.TimeOf(id))
        {
            PreviousSequenceId = conversation.Log.Events is { Count: > 0 } events ? Text(events[^1].Id) : null,
            IsTrusted = true,
            RelaySource = LiveMessage,
        };
        return (id, submitted.ToEvent(envelope, signingKey));
    }

    private static string SignedIdOf(string conversationId) => conversationId.Replace('-', ':');

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A key change that was found valid.</summary>
/// <param name="Submitted">The signed event.</param>
/// <param name="Key">The key, or null if the sandbox cannot decrypt it.</param>
/// <param name="SigningKey">The key that verifies the signature.</param>
internal sealed record AcceptedKeyChange(SubmittedEvent Submitted, byte[]? Key, string? SigningKey);
