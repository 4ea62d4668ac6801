using System.Collections.Concurrent;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Chat.Samples;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Chat;

/// <summary>The X Chat conversations of one account.</summary>
internal sealed class ChatWorld
{
    // The numbers below are those of the classic lists.
    private const int FirstSequence = 1_000;

    private readonly ConcurrentDictionary<string, ChatConversation> _byId;

    public ChatWorld(Person account, ChatWorldOptions options, ChatKeyDirectory keys, int seed, DateTimeOffset anchor)
    {
        Account = account;
        var plans = SampleConversations.Of(account, options);
        var all = plans.Select((plan, number) => new ChatConversation(
            plan,
            new EventSequence(seed, FirstSequence + number, NewestAt(plan, SeedOf(seed, number), anchor), plan.Span, plan.Steps.Count),
            keys,
            SeedOf(seed, number)));
        _byId = new(all.Select(conversation => KeyValuePair.Create(conversation.Id, conversation)), StringComparer.Ordinal);
    }

    public Person Account { get; }

    /// <summary>The conversations of the list: the accepted ones, most recently updated first.</summary>
    public IReadOnlyList<ChatConversation> Conversations =>
        [.. _byId.Values.Where(conversation => !conversation.Plan.IsRequest).OrderByDescending(conversation => conversation.NewestId)];

    /// <summary>Whether there are conversations that the account has not accepted yet.</summary>
    public bool HasRequests => _byId.Values.Any(conversation => conversation.Plan.IsRequest);

    /// <summary>Finds a conversation, which need not be in the list, by its id or the id of the other person.</summary>
    public ChatConversation? Find(string id) => _byId.GetValueOrDefault(CanonicalId(id));

    /// <summary>
    /// The other person of a one-to-one conversation of this account, by the id of the conversation or of the person. It need not exist.
    /// </summary>
    public Person? PeerOf(string id) =>
        People.ById(id) is { } person ? person : Conversation.OtherOf(Account, id);

    /// <summary>Adds a conversation that a client begins, or to which the account was added.</summary>
    public void Add(ChatConversation conversation) => _byId[conversation.Id] = conversation;

    /// <summary>Removes a conversation that the account has left.</summary>
    public void Remove(ChatConversation conversation) => _byId.TryRemove(conversation.Id, out _);

    // The ages of the plans are whole minutes.
    private static long NewestAt(ConversationPlan plan, int seed, DateTimeOffset anchor)
    {
        const uint minute = 60_000;
        return (anchor - plan.NewestAge).ToUnixTimeMilliseconds() - ((uint)seed % minute);
    }

    private static int SeedOf(int seed, int number) => (int)SplitMix64.Hash(seed, FirstSequence, number);

    private string CanonicalId(string id) => PeerOf(id) is { } peer ? Conversation.OneToOneId(Account, peer) : id;
}
