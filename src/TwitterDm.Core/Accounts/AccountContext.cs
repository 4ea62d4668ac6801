namespace TwitterDm.Accounts;

/// <summary>What most of the core needs to know of the signed-in account: who it is, what time it is, and whom it has seen.</summary>
/// <param name="user">The signed-in user.</param>
/// <param name="clock">Tells the time and makes every wait.</param>
/// <param name="serverNow">Tells the time at X.</param>
/// <param name="apiBaseUri">The API that the account is at.</param>
internal sealed class AccountContext(DmUser user, TimeProvider clock, Func<DateTimeOffset> serverNow, Uri apiBaseUri)
{
    public DmUser User => user;

    public TimeProvider Clock => clock;

    public DateTimeOffset ServerNow => serverNow();

    public Uri ApiBaseUri => apiBaseUri;

    public KnownUsers Users { get; } = new();

    public KnownConversations Conversations { get; } = new();

    /// <summary>The messages that are known to be sent over this connection.</summary>
    public SentEvents SentEvents { get; } = new();
}
