using System.Collections.Concurrent;
using System.Security.Cryptography;
using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Auth;
using TwitterDm.Chat;
using TwitterDm.Http;
using TwitterDm.Listing.Pages;
using TwitterDm.Media;
using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.RateLimiting;
using TwitterDm.Sending;
using TwitterDm.Usage;
using TwitterDm.Watching.Streaming;

namespace TwitterDm;

/// <summary>
/// An open connection of one account: its credential, its rate limits, and what it has used. Thread-safe; it shows no secret. Use it with
/// a <see cref="DmClient"/>.
/// </summary>
public sealed class DmConnection : IDisposable
{
    // The accounts of which events were listed in this process.
    private static readonly ConcurrentDictionary<string, bool> ListedAccounts = new(StringComparer.Ordinal);

    private readonly DmCredential _credential;
    private readonly HttpPipeline _pipeline;
    private readonly ConnectionRateLimits _limits;
    private readonly UsageMeter _usage;
    private readonly ServerVocabulary _vocabulary = new();
    private readonly string? _appToken;
    private readonly Func<HttpMessageHandler>? _transport;
    private AccountContext _account = null!;
    private ChatAccountKey? _chatKey;

    private DmConnection(DmConnectionOptions options)
    {
        _credential = options.Credential;
        Clock = options.Clock;
        Media = new MediaUploads(options.Clock);
        ApiBaseUri = options.ApiBaseUri;
        IsSandbox = options.IsSandbox;
        (_appToken, _transport) = (options.AppToken, options.Transport);
        ProfileName = options.ProfileName;
        OpenedAt = options.Clock.GetUtcNow().LocalDateTime;
        var scope = new RateLimitScope(
            options.ApiBaseUri.Authority,
            options.Credential.AppId,
            options.IsSandbox,
            options.Credential.Origin?.UserId,
            options.Credential.Origin?.Store.LimitsPath);
        _limits = new ConnectionRateLimits(scope, options.Clock, HttpPipeline.AttemptTimeout);
        _usage = new UsageMeter(options.Clock, options.SpendingLimit);
        _pipeline = new HttpPipeline(options.ApiBaseUri, options.Credential, _limits, _usage, options.Clock, options.Transport);
    }

    /// <summary>The signed-in user.</summary>
    public DmUser User => _account.User;

    /// <summary>The name of the signed-in user without the @; the user's id where X did not report a name.</summary>
    public string Name => User.Username ?? User.Id;

    /// <summary>The name of the saved sign-in that the connection was opened with or saved under; null without one.</summary>
    public string? ProfileName { get; private set; }

    /// <summary>How the account is signed in, a name of <see cref="DmAuthenticationMethod"/>.</summary>
    public string AuthenticationMethod => Method.ToString();

    /// <summary>Whether the access token is refreshed when it expires.</summary>
    public bool IsRefreshable => _credential.IsRefreshable;

    /// <summary>The scopes of the token; empty where they are unknown, as for a token that was created elsewhere.</summary>
    public DmList<string> Scopes => new(_credential.Scopes);

    /// <summary>Whether the connection has the account's X Chat key, and so reads encrypted messages.</summary>
    public bool HasChatKey => _chatKey is not null;

    /// <summary>The version under which X has registered the public half of the chat key; null without one.</summary>
    public string? ChatKeyVersion => _chatKey?.Version;

    /// <summary>When the access token expires, unless it is refreshed before; null where that is unknown.</summary>
    public DateTime? ExpiresAt => _credential.ExpiresAt?.LocalDateTime;

    /// <summary>The API's address.</summary>
    public Uri ApiBaseUri { get; }

    /// <summary>Whether the API is a simulated one.</summary>
    public bool IsSandbox { get; }

    /// <summary>When the connection was opened.</summary>
    public DateTime OpenedAt { get; }

    /// <summary>Whether the connection can be used: false after it was closed.</summary>
    public bool IsOpen => !_pipeline.IsDisposed;

    /// <summary>The windows of the rate limit, as X last reported them to any connection of this account in this process.</summary>
    public DmList<DmRateLimit> RateLimits => new(_limits.Limiter.Snapshot());

    /// <summary>What has been used so far.</summary>
    public DmUsage Usage => _usage.Read();

    /// <summary>What X charges for each resource: the basis of <see cref="Usage"/> and of the spending limit.</summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public DmPrices Prices
    {
        get => _usage.Prices;
        set => _usage.Prices = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The maximum spending, in US dollars: a request that could exceed it is not sent. Null for no limit.</summary>
    public decimal? SpendingLimit => _usage.Limit;

    internal TimeProvider Clock { get; }

    internal DmAuthenticationMethod Method => _credential.Method;

    /// <summary>What most of the core needs to know about the account.</summary>
    internal AccountContext Account => _account;

    /// <summary>What is known about X Chat.</summary>
    internal ChatAccount Chat { get; private set; } = null!;

    /// <summary>The account's X Chat key; null without one.</summary>
    internal ChatAccountKey? ChatKey => _chatKey;

    /// <summary>The uploads that X still keeps.</summary>
    internal MediaUploads Media { get; }

    /// <summary>
    /// Opens a connection and checks it: asks the API who is signed in (<c>GET /2/users/me</c>), and with a chat key, which public keys are
    /// registered (<c>GET /2/users/{id}/public_keys</c>).
    /// </summary>
    /// <param name="options">The credential, the API's address and the limits.</param>
    /// <param name="callOptions">How the check behaves, and who receives its notices.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>The open connection; its owner disposes of it.</returns>
    /// <exception cref="DmException">
    /// The address is not accepted, or the API refuses the credential, or the chat key is not that of the account.
    /// </exception>
    public static async Task<DmConnection> OpenAsync(
        DmConnectionOptions options, DmCallOptions? callOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = DmConnectionOptions.CheckBaseUri(options.ApiBaseUri);
        var connection = new DmConnection(options);
        try
        {
            options.Credential.WarnBeforeUse(callOptions?.Notices);
            var client = connection.CreateApiClient(new Operation(callOptions ?? DmCallOptions.Default));
            var me = IncludesMapper.CreateUser(await client.GetMeAsync(cancellationToken).ConfigureAwait(false));
            connection.Identify(me);
            if (options.ChatKey is { } chatKey)
            {
                connection._chatKey = await new ChatKeyCheck(connection.Account, client)
                    .RunAsync(chatKey, cancellationToken)
                    .ConfigureAwait(false);
            }

            connection.Chat = new ChatAccount(connection.Account, connection._chatKey);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads what other processes that use the same saved sign-in know about the rate limits; makes no request.</summary>
    /// <returns>The windows, including what X reported to the other processes.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>: the connection is closed.</exception>
    public DmList<DmRateLimit> ReadRateLimits()
    {
        ThrowIfClosed();
        _limits.Limiter.Refresh();
        return RateLimits;
    }

    /// <summary>Estimates what it would take now to read events of all conversations; makes no request.</summary>
    /// <param name="eventCount">How many events: 1 to <see cref="DmRateLimitForecast.MaxEvents"/>.</param>
    /// <returns>The requests, the time and the cost.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>: the connection is closed.</exception>
    public DmRateLimitForecast ForecastEvents(int eventCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(eventCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(eventCount, DmRateLimitForecast.MaxEvents);
        ThrowIfClosed();
        var limiter = _limits.Limiter;
        var windows = limiter
            .Snapshot()
            .Where(limit => string.Equals(limit.Endpoint, EventEndpoints.ListOfAll, StringComparison.Ordinal))
            .ToArray();
        var requests = 1 + ((eventCount - 1) / DmEventQuery.MaxPage);
        TimeSpan? duration = windows.Length == 0
            ? null
            : RequestForecast.TimeFor(requests, limiter.AverageDurationOf(EventEndpoints.ListOfAll), windows, _limits.ServerClock.Now);
        return new()
        {
            EventCount = eventCount,
            Requests = requests,
            Duration = duration,
            EndsAtUtc = Clock.GetUtcNow() + duration,
            EstimatedCost = eventCount * Prices.Event,
        };
    }

    /// <summary>Revokes the tokens at X. The connection stays open until <see cref="Dispose"/>.</summary>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The end of the requests.</returns>
    /// <exception cref="DmException">X refused, or the credentials cannot be revoked.</exception>
    public Task RevokeAsync(CancellationToken cancellationToken = default) => _credential.RevokeAsync(cancellationToken);

    /// <summary>Closes the connection and its sockets, and overwrites its chat key in memory.</summary>
    public void Dispose()
    {
        _pipeline.Dispose();
        Chat?.Dispose();
    }

    /// <summary>The account and the address: never a secret.</summary>
    public override string ToString() => $"{User} at {ApiBaseUri.Authority}";

    internal bool IsTokenKept => _credential.IsKept;

    internal IProfileStore? Store => _credential.Store;

    internal ApiClient CreateApiClient(Operation operation)
    {
        ThrowIfClosed();
        return new ApiClient(_pipeline, operation, Clock, _usage, Billing.ItemsOf, _vocabulary);
    }

    /// <summary>How to reach X as the app, for streams.</summary>
    /// <param name="given">The app-only token; null for the one of the connection, or else one that X issues to the app.</param>
    internal AppAccess AppAccess(string? given) => new(ApiBaseUri, _transport, Clock, _usage)
    {
        Token = given ?? _appToken,
        App = (_credential as OAuth1Credential)?.App,
    };

    internal void ThrowIfClosed()
    {
        if (!IsOpen)
            throw ApiClient.ConnectionClosed();
    }

    internal ListingContext ListingContext(DmCallOptions policy)
        => new(
            _account,
            Chat,
            CreateApiClient,
            policy,
            Prices,
            () => !IsSandbox && ListedAccounts.TryAdd($"{ApiBaseUri.Authority}/{User.Id}", true),
            () => RateLimits);

    internal SendingContext SendingContext(ApiClient client) => new(_account, Chat, client, Media, () => RateLimits);

    /// <summary>Estimates how long it takes to send messages, by the rate limits as last reported; makes no request.</summary>
    /// <param name="count">The number of messages.</param>
    /// <returns>The time until the last one is sent; null until a message was sent, since X reports the limit with the response.</returns>
    public TimeSpan? ForecastMessages(int count)
    {
        var windows = RateLimits.Where(MessageEndpoints.IsLimitOfSending).ToArray();
        return windows.Length == 0 ? null : RequestForecast.TimeFor(count, TimeSpan.Zero, windows, _limits.ServerClock.Now);
    }

    /// <summary>Saves what is needed to sign in again, and keeps it up to date from then on.</summary>
    /// <param name="profiles">Where to save it.</param>
    /// <param name="name">The name to save it under; what was saved under that name before is replaced.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The end of the save.</returns>
    /// <exception cref="DmException">The name is not valid, or it could not be saved; the connection stays open.</exception>
    public async Task<bool> SaveAsync(ProfileDirectory profiles, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        var keepsUnusedKey = await SaveAsync(profiles.Open(name), cancellationToken).ConfigureAwait(false);
        ProfileName = name;
        return keepsUnusedKey;
    }

    /// <summary>The users that responses over this connection included, for completion; makes no request.</summary>
    /// <returns>The users, in no particular order.</returns>
    public IReadOnlyList<DmUser> GetKnownUsers() => [.. _account.Users.All];

    /// <summary>The ids of the conversations that were seen over this connection, for completion; makes no request.</summary>
    /// <returns>The ids, in no particular order.</returns>
    public IReadOnlyList<string> GetKnownConversationIds() => [.. _account.Conversations.Ids];

    /// <summary>The name of a group of X Chat, if it was read over this connection, for completion; makes no request.</summary>
    /// <param name="conversationId">The group's id.</param>
    /// <returns>The name as received (untrusted input); null if it is not known.</returns>
    public string? FindConversationName(string conversationId)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        return _account.Conversations.FindName(conversationId);
    }

    /// <summary>
    /// The other user of a one-to-one conversation of this account, if responses over this connection included that user; makes no request.
    /// </summary>
    /// <param name="conversationId">The conversation's id.</param>
    /// <returns>The user; null if it is not known, or if the id is not that of a one-to-one conversation of this account.</returns>
    public DmUser? FindOtherUser(string conversationId)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        return Ids.UsersOf(conversationId.Trim()) is [var one, var other]
            && (string.Equals(one, User.Id, StringComparison.Ordinal) || string.Equals(other, User.Id, StringComparison.Ordinal))
            ? _account.Users.Find(string.Equals(one, User.Id, StringComparison.Ordinal) ? other : one)
            : null;
    }

    /// <summary>Where a conversation was seen over this connection; makes no request.</summary>
    /// <param name="conversationId">The conversation's id.</param>
    /// <returns>The sources; empty if the conversation was not seen.</returns>
    public IReadOnlyList<DmSource> FindConversationSources(string conversationId)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        return _account.Conversations.FindSources(conversationId);
    }

    /// <summary>The events that were read last over this connection, up to 100, for completion; makes no request.</summary>
    /// <returns>The events, the one that was read last first.</returns>
    public IReadOnlyList<DmEvent> GetSeenEvents() => _account.SeenEvents.All;

    /// <summary>
    /// The beginning of the text of a message, if it is among the last 2,000 that were read over this connection: for showing what a
    /// reaction is about; makes no request.
    /// </summary>
    /// <param name="conversationId">The message's conversation.</param>
    /// <param name="eventId">The message's id.</param>
    /// <returns>The text as received (untrusted input), at most 60 characters and an ellipsis; null if it is not known.</returns>
    public string? FindText(string? conversationId, string eventId)
    {
        ArgumentNullException.ThrowIfNull(eventId);
        return _account.SeenEvents.FindText(conversationId, eventId);
    }

    /// <summary>
    /// Adds to the reference of an event what is known of it, if it is among the last 2,000 that were read or sent over this connection:
    /// its conversation, source, sender, kind and the beginning of its text; an edit or a reaction stands for its message. Makes no
    /// request.
    /// </summary>
    /// <param name="reference">The reference. What it says itself is not changed.</param>
    /// <returns>The reference, completed as far as possible.</returns>
    public DmEventReference Recognize(DmEventReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (Find(reference) is not { } found)
            return reference;
        if (found.Event.StandsFor is not { } target)
            return reference.With(found.Event, found.ConversationId, SenderOf(found.Event));
        var message = reference.In(reference.ConversationId ?? found.ConversationId).StandingFor(target, found.Event);
        var seen = Find(message);
        return seen is { } known
            ? message.With(known.Event, known.ConversationId, SenderOf(known.Event))
            : message.WithDetails(message.ConversationId, message.Source ?? found.Event.Source, null, message.Reaction);
    }

    private DmUser? SenderOf(KnownEvent known)
        => known.SenderId is { } id
            ? string.Equals(id, User.Id, StringComparison.Ordinal)
                ? User
                : _account.Users.Find(id)
            : null;

    private (string? ConversationId, KnownEvent Event)? Find(DmEventReference reference)
    {
        var conversation =
            reference.ConversationId is { } given && Ids.UsersOf(given) is [var one, var other]
                ? Ids.OneToOne(one, other)
                : reference.ConversationId;
        var found =
            conversation is null ? _account.SeenEvents.Find(reference.Id)
            : _account.SeenEvents.Find(conversation, reference.Id) is { } known ? (conversation, known)
            : null;
        return found is { } item
            && (reference.Source is null || string.Equals(item.Event.Source, reference.Source, StringComparison.OrdinalIgnoreCase))
            ? item
            : null;
    }

    internal async Task<bool> SaveAsync(IProfileStore store, CancellationToken cancellationToken)
    {
        using var locked = await store.LockAsync(cancellationToken).ConfigureAwait(false);
        var stored = string.Equals(locked.Profile?.UserId, User.Id, StringComparison.Ordinal) ? locked.Profile : null;
        // Another process may have refreshed since the profile was read: its tokens must not be replaced by spent ones.
        if (stored is not null && string.Equals(_credential.Origin?.Store.Place, store.Place, StringComparison.Ordinal))
            _credential.TakeOver(stored);
        // The account's chat key can be all that is left of it, so a sign-in without one keeps it.
        var own = _chatKey?.PrivateKeys.ToBlob();
        var profile = _credential.ToProfile(User, ApiBaseUri, Clock.GetUtcNow()) with { ChatKey = own ?? stored?.ChatKey };
        var keepsUnusedKey = own is null && profile.ChatKey is not null;
        await locked.WriteAsync(profile, cancellationToken).ConfigureAwait(false);
        CryptographicOperations.ZeroMemory(profile.ChatKey);
        // Only now: what was saved under that name before can belong to another account.
        _credential.SaveTo(store);
        _limits.ShareThrough(store.LimitsPath);
        return keepsUnusedKey;
    }

    private void Identify(DmUser me)
    {
        _account = new AccountContext(me, Clock, () => _limits.ServerClock.Now, ApiBaseUri, () => _limits.ServerClock.IsProven);
        _account.Users.Add(me);
        _limits.Identify(me.Id);
    }
}
