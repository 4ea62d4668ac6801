using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Auth;
using TwitterDm.Http;
using TwitterDm.Listing;
using TwitterDm.Media;
using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.RateLimiting;
using TwitterDm.Sending;
using TwitterDm.Usage;

namespace TwitterDm;

/// <summary>
/// An open connection of one account: what signs its requests, its picture of the rate limits, what it used. Thread-safe; it shows no
/// secret. Use it with a <see cref="DmClient"/>.
/// </summary>
public sealed class DmConnection : IDisposable
{
    private readonly DmCredential _credential;
    private readonly HttpPipeline _pipeline;
    private readonly ConnectionRateLimits _limits;
    private readonly UsageMeter _usage;
    private AccountContext _account = null!;
    private volatile bool _isClosed;
    private int _listings;

    private DmConnection(DmConnectionOptions options)
    {
        _credential = options.Credential;
        Clock = options.Clock;
        Media = new MediaUploads(options.Clock);
        ApiBaseUri = options.ApiBaseUri;
        AuthenticationMethod = options.Credential.Method;
        IsSandbox = options.IsSandbox;
        OpenedAt = options.Clock.GetUtcNow();
        var scope = new RateLimitScope(
            options.ApiBaseUri.Authority, options.Credential.AppId, options.IsSandbox, options.ProfileUserId, options.Profile?.LimitsPath);
        _limits = new ConnectionRateLimits(scope, options.Clock, HttpPipeline.AttemptTimeout);
        _usage = new UsageMeter(options.Clock, options.SpendingLimit);
        _pipeline = new HttpPipeline(options.ApiBaseUri, options.Credential, _limits, _usage, options.Clock, options.Transport);
    }

    /// <summary>Who is signed in.</summary>
    public DmUser User => _account.User;

    /// <summary>How it is signed in.</summary>
    public DmAuthenticationMethod AuthenticationMethod { get; }

    /// <summary>What the token may do, as far as X told; nothing for a token that was made elsewhere.</summary>
    public DmList<string> Scopes => new(_credential.Scopes);

    /// <summary>When the access token ends, unless it is refreshed before; null where X did not tell.</summary>
    public DateTimeOffset? ExpiresAt => _credential.ExpiresAt;

    /// <summary>The API's address.</summary>
    public Uri ApiBaseUri { get; }

    /// <summary>Whether the API is the simulated one.</summary>
    public bool IsSandbox { get; }

    /// <summary>When the connection was opened.</summary>
    public DateTimeOffset OpenedAt { get; }

    /// <summary>Whether it can be used: false after it was disconnected.</summary>
    public bool IsOpen => !_isClosed;

    /// <summary>The windows of the rate limit, as X last reported them to any connection of this account in this process.</summary>
    public DmList<DmRateLimit> RateLimits => new(_limits.Limiter.Snapshot());

    /// <summary>What was used so far.</summary>
    public DmUsage Usage => _usage.Read();

    /// <summary>What X bills for each resource: what <see cref="Usage"/> is estimated with, and the limit is kept by.</summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public DmPrices Prices
    {
        get => _usage.Prices;
        set => _usage.Prices = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The most that may be spent, in US dollars: a request that could pass it is not sent. Null for no limit.</summary>
    public decimal? SpendingLimit => _usage.Limit;

    internal TimeProvider Clock { get; }

    /// <summary>What most of the core needs to know of the account.</summary>
    internal AccountContext Account => _account;

    /// <summary>The uploads that X still keeps.</summary>
    internal MediaUploads Media { get; }

    /// <summary>Opens a connection and checks it: asks the API who is signed in (<c>GET /2/users/me</c>).</summary>
    /// <param name="options">What to open it with.</param>
    /// <param name="callOptions">How the check behaves, and who hears about it.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>The open connection; its owner disposes of it.</returns>
    /// <exception cref="DmException">The address is not taken, or the API refuses the credentials.</exception>
    public static async Task<DmConnection> OpenAsync(
        DmConnectionOptions options, DmCallOptions? callOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = DmConnectionOptions.CheckBaseUri(options.ApiBaseUri);
        var connection = new DmConnection(options);
        try
        {
            var client = connection.CreateApiClient(new Operation(callOptions ?? DmCallOptions.Default));
            var me = IncludesMapper.CreateUser(await client.GetMeAsync(cancellationToken).ConfigureAwait(false));
            connection.Identify(me);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads what other processes that use the same saved profile know of the rate limits; makes no request.</summary>
    /// <returns>The windows, with what the other processes were told.</returns>
    public DmList<DmRateLimit> ReadRateLimits()
    {
        _limits.Limiter.Refresh();
        return RateLimits;
    }

    /// <summary>Tells what it would take now to read events of all conversations; makes no request.</summary>
    /// <param name="eventCount">How many events: 1 to <see cref="DmRateLimitForecast.MaxEvents"/>.</param>
    /// <returns>The requests, the time and the cost.</returns>
    public DmRateLimitForecast ForecastEvents(int eventCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(eventCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(eventCount, DmRateLimitForecast.MaxEvents);
        var limiter = _limits.Limiter;
        var windows = limiter.Snapshot().Where(limit => string.Equals(limit.Endpoint, EventEndpoints.ListOfAll, StringComparison.Ordinal)).ToArray();
        var requests = 1 + ((eventCount - 1) / DmEventQuery.MaxPage);
        TimeSpan? duration = windows.Length == 0
            ? null
            : RequestForecast.TimeFor(requests, limiter.AverageDurationOf(EventEndpoints.ListOfAll), windows, _limits.ServerClock.Now);
        return new()
        {
            EventCount = eventCount,
            Requests = requests,
            Duration = duration,
            EndsAt = Clock.GetUtcNow() + duration,
            EstimatedCost = eventCount * Prices.Event,
        };
    }

    /// <summary>Makes the tokens worthless at X; the connection is closed all the same by <see cref="Dispose"/>.</summary>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The end of the requests.</returns>
    /// <exception cref="DmException">X refused, or the credentials cannot be revoked from here.</exception>
    public Task RevokeAsync(CancellationToken cancellationToken = default) => _credential.RevokeAsync(cancellationToken);

    /// <summary>Forgets the credentials and closes the sockets.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _pipeline.Dispose();
    }

    /// <summary>The account and the address: never a secret.</summary>
    public override string ToString() => $"{User} at {ApiBaseUri.Authority}";

    internal ApiClient CreateApiClient(Operation operation)
    {
        ThrowIfClosed();
        return new ApiClient(_pipeline, operation, Clock, _usage, Billing.ItemsOf);
    }

    internal void ThrowIfClosed()
    {
        if (_isClosed)
            throw ApiClient.ConnectionClosed();
    }

    internal ListingContext ListingContext(DmCallOptions policy)
        => new(_account, CreateApiClient, policy, Prices, () => Interlocked.Exchange(ref _listings, 1) == 0);

    internal SendingContext SendingContext(ApiClient client) => new(_account, client, Media, () => RateLimits);

    /// <summary>
    /// Saves what is needed to sign in again, and keeps it up to date from then on. Not before: what was saved under that name until now can
    /// be another account's.
    /// </summary>
    internal async Task SaveAsync(IProfileStore store, CancellationToken cancellationToken)
    {
        using var held = await store.LockAsync(cancellationToken).ConfigureAwait(false);
        await store.WriteAsync(_credential.ToProfile(User, ApiBaseUri, Clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        _credential.KeepIn(store);
        _limits.ShareThrough(store.LimitsPath);
    }

    private void Identify(DmUser me)
    {
        _account = new AccountContext(me, Clock, () => _limits.ServerClock.Now, ApiBaseUri);
        _account.Users.Add(me);
        _limits.Identify(me.Id);
    }
}
