using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Chat;

/// <summary>A conversation of an account. Its events are created when they are first asked for, and then kept. Thread-safe.</summary>
internal sealed class ChatConversation
{
    private readonly EventSequence _times;
    private readonly Lazy<ConversationBuilder> _built;

    public ChatConversation(ConversationPlan plan, EventSequence times, ChatKeyDirectory keys, int seed)
    {
        (Plan, _times) = (plan, times);
        _built = new Lazy<ConversationBuilder>(() => ConversationBuilder.Build(plan, times, keys, seed));
    }

    public ConversationPlan Plan { get; }

    public string Id => Plan.Id;

    /// <summary>The other person of a one-to-one conversation, or null for a group.</summary>
    public Person? Peer => Plan.IsGroup ? null : Plan.Members[1];

    /// <summary>The id of the newest event, which orders conversations. It is known without creating any.</summary>
    public long NewestId => _times.IdAt(0);

    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(_times.TimeAt(_times.Count - 1));

    public DateTimeOffset UpdatedAt => DateTimeOffset.FromUnixTimeMilliseconds(_times.TimeAt(0));

    public ChatLog Log => _built.Value.Log;

    /// <summary>The name as the list shows it: plain, or in base64 if it is encrypted.</summary>
    public string? ShownName => Plan.IsNameEncrypted ? _built.Value.SealedName : Plan.Name;

    /// <summary>The avatar as the list shows it: plain, or in base64 if it is encrypted.</summary>
    public string? ShownAvatarUrl => Plan.IsNameEncrypted ? _built.Value.SealedAvatarUrl : Plan.AvatarUrl;
}
