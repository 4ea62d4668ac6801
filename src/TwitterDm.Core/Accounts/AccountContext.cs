namespace TwitterDm.Accounts;

/// <summary>What most of the core needs to know about the signed-in account: the user, the time, and what has been seen so far.</summary>
/// <param name="user">The signed-in user.</param>
/// <param name="clock">Provides the time and the timers of every wait.</param>
/// <param name="serverNow">Provides the time at X.</param>
/// <param name="apiBaseUri">The API that the account belongs to.</param>
/// <param name="isServerTimeProven">Whether more than one response confirms the time at X; null if it is certain.</param>
internal sealed class AccountContext(
    DmUser user,
    TimeProvider clock,
    Func<DateTimeOffset> serverNow,
    Uri apiBaseUri,
    Func<bool>? isServerTimeProven = null)
{
    public DmUser User => user;

    public TimeProvider Clock => clock;

    public DateTimeOffset ServerNow => serverNow();

    /// <summary>Whether the time at X is close to that of our clock, or more than one response confirms it.</summary>
    public bool IsServerTimeProven => isServerTimeProven?.Invoke() ?? true;

    public Uri ApiBaseUri => apiBaseUri;

    public KnownUsers Users { get; } = new();

    public KnownConversations Conversations { get; } = new();

    /// <summary>The events that were read last.</summary>
    public SeenEvents SeenEvents { get; } = new();

    /// <summary>Recognizes ids that were probably rounded.</summary>
    public RoundedIds RoundedIds { get; } = new();

    /// <summary>The messages that are known to be sent over this connection.</summary>
    public SentEvents SentEvents { get; } = new();

    /// <summary>Whether something holds now, by our clock as well while one response alone says that X's is another.</summary>
    /// <param name="holdsAt">Whether it holds at a time.</param>
    public bool HoldsNow(Func<DateTimeOffset, bool> holdsAt)
        => holdsAt(ServerNow) && (IsServerTimeProven || holdsAt(clock.GetUtcNow()));

    /// <summary>The id of a user; null if only the name was given, and nothing that was read so far says whose it is.</summary>
    public string? FindUserId(DmUserReference? user) => user?.Id ?? (user?.Username is { } name ? Users.FindByName(name)?.Id : null);

    /// <summary>Remembers a message that was sent, whose ids X has made.</summary>
    public void AddSent(DmMessage message)
    {
        SeenEvents.Add(message, User.Id);
        RoundedIds.Add(message.EventId);
        RoundedIds.Add(message.ConversationId);
    }
}
