using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Chat;

/// <summary>
/// A conversation as one account has it. Its generated events are created when they are first asked for, and then kept. Reading is
/// thread-safe; changes are made by one thread at a time.
/// </summary>
internal sealed class ChatConversation
{
    private readonly EventSequence? _times;
    private readonly Lazy<ConversationState> _start;
    private volatile ConversationPlan _plan;
    private volatile ConversationState? _changed;

    public ChatConversation(ConversationPlan plan, EventSequence times, ChatKeyDirectory keys, int seed)
    {
        (_plan, _times) = (plan, times);
        _start = new Lazy<ConversationState>(() => ConversationBuilder.Build(plan, times, keys, seed));
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(times.TimeAt(times.Count - 1));
    }

    /// <summary>Creates a conversation that a client begins.</summary>
    public ChatConversation(ConversationPlan plan, DateTimeOffset createdAt)
    {
        (_plan, CreatedAt) = (plan, createdAt);
        _start = new Lazy<ConversationState>(ConversationState.Empty);
    }

    /// <summary>The members and the settings.</summary>
    public ConversationPlan Plan => _plan;

    public string Id => Plan.Id;

    public DateTimeOffset CreatedAt { get; }

    /// <summary>The id of the newest event, which orders conversations. It is known without creating any.</summary>
    public long NewestId => _changed is { } changed ? changed.Log.NewestId : _times?.IdAt(0) ?? 0;

    public DateTimeOffset UpdatedAt
        => NewestId is var newest and > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(newest)) : CreatedAt;

    /// <summary>The generated contents, before any change.</summary>
    public ConversationState Start => _start.Value;

    public ConversationState State => _changed ?? _start.Value;

    public ChatLog Log => State.Log;

    /// <summary>The name as the list shows it: plain, or in base64 if it is encrypted.</summary>
    public string? ShownName => Plan.IsNameEncrypted ? State.SealedName : Plan.Name;

    /// <summary>The avatar as the list shows it: plain, or in base64 if it is encrypted.</summary>
    public string? ShownAvatarUrl => Plan.IsNameEncrypted ? State.SealedAvatarUrl : Plan.AvatarUrl;

    /// <summary>Changes the contents.</summary>
    public void Change(Func<ConversationState, ConversationState> change) => _changed = change(State);

    /// <summary>Changes the members or the settings.</summary>
    public void Change(Func<ConversationPlan, ConversationPlan> change) => _plan = change(_plan);
}
