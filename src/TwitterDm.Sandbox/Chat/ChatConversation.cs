using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Chat;

/// <summary>A conversation of an account. Its events are created when they are first asked for, and then kept. Thread-safe.</summary>
internal sealed class ChatConversation
{
    private readonly object _gate = new();
    private readonly long _oldestId;
    private readonly Lazy<ConversationBuilder> _builder;
    private readonly Lazy<(string? Name, string? AvatarUrl)> _sealed;
    private long _newestId;

    public ChatConversation(ConversationPlan plan, EventSequence times, ChatKeyDirectory keys, int seed)
    {
        Plan = plan;
        (_oldestId, _newestId) = (times.IdAt(times.Count - 1), times.IdAt(0));
        _builder = new Lazy<ConversationBuilder>(() => Build(plan, times, keys, seed));
        // Encrypted once, so that the list shows the same text each time.
        _sealed = new Lazy<(string? Name, string? AvatarUrl)>(() => (_builder.Value.SealedName, _builder.Value.SealedAvatarUrl));
    }

    public ConversationPlan Plan { get; }

    public string Id => Plan.Id;

    /// <summary>The id of the newest event, which orders conversations. It is known without creating any.</summary>
    public long NewestId => Interlocked.Read(ref _newestId);

    public DateTimeOffset CreatedAt => TimeOf(_oldestId);

    public DateTimeOffset UpdatedAt => TimeOf(NewestId);

    public ChatLog Log => _builder.Value.Log;

    /// <summary>The name as the list shows it: plain, or in base64 if it is encrypted.</summary>
    public string? ShownName => Plan.IsNameEncrypted ? _sealed.Value.Name : Plan.Name;

    /// <summary>The avatar as the list shows it: plain, or in base64 if it is encrypted.</summary>
    public string? ShownAvatarUrl => Plan.IsNameEncrypted ? _sealed.Value.AvatarUrl : Plan.AvatarUrl;

    /// <summary>Adds an event.</summary>
    /// <param name="nextId">Returns an id that is higher than all others so far.</param>
    /// <param name="step">Creates the event.</param>
    /// <returns>The id of the event.</returns>
    public long Add(Func<long> nextId, Action<ConversationBuilder> step)
    {
        lock (_gate)
        {
            var id = nextId();
            _builder.Value.Run(id, step);
            Interlocked.Exchange(ref _newestId, id);
            return id;
        }
    }

    private static ConversationBuilder Build(ConversationPlan plan, EventSequence times, ChatKeyDirectory keys, int seed)
    {
        var builder = new ConversationBuilder(plan, keys, seed);
        for (var step = 0; step < plan.Steps.Count; step++)
            builder.Run(times.IdAt(plan.Steps.Count - 1 - step), plan.Steps[step]);
        return builder;
    }

    private static DateTimeOffset TimeOf(long id) => DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(id));
}
