using System.Net.Http.Headers;
using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>
/// An OAuth 2.0 sign-in that lasts: it refreshes before the access token expires and after a 401, once for all concurrent requests.
/// </summary>
internal sealed class OAuth2Credential : DmCredential
{
    // Long enough for a request that is signed now to arrive, and for a clock that is slightly wrong.
    private static readonly TimeSpan ExpiryMargin = TimeSpan.FromMinutes(2);

    private readonly object _gate = new();
    private readonly OAuth2App _app;
    private readonly TokenEndpoint _endpoint;
    private readonly TokenRefresher _refresher;
    private readonly TimeProvider _clock;
    private readonly Action<DmTokenSet>? _onTokens;
    private readonly bool _willBeSaved;
    private TokenSet _tokens;
    private Task<TokenSet>? _refresh;
    private bool _hasWarned;

    /// <param name="tokens">The tokens of the sign-in.</param>
    /// <param name="app">The app that the tokens are for.</param>
    /// <param name="setting">The API's address, and where the tokens are saved.</param>
    public OAuth2Credential(TokenSet tokens, OAuth2App app, SignInSetting setting)
    {
        _tokens = tokens;
        _app = app;
        _clock = setting.Clock;
        _endpoint = setting.CreateTokenEndpoint(app);
        _onTokens = setting.OnTokens;
        _willBeSaved = setting.WillBeSaved;
        _refresher = new TokenRefresher(_endpoint, setting.Store, setting.Clock);
    }

    /// <inheritdoc/>
    public override DmAuthenticationMethod Method => DmAuthenticationMethod.OAuth2;

    /// <inheritdoc/>
    public override bool IsRefreshable => Tokens.RefreshToken is not null;

    internal override string? AppId => _app.ClientId;

    internal override IReadOnlyList<string> Scopes => Tokens.Scopes;

    internal override DateTimeOffset? ExpiresAt => Tokens.ExpiresAt;

    /// <summary>
    /// Whether the tokens were given, rather than issued to this process by a sign-in: a later run can use them only if they are unspent.
    /// </summary>
    internal bool IsGiven { get; init; }

    /// <summary>The newest tokens.</summary>
    internal TokenSet Tokens
    {
        get
        {
            lock (_gate)
                return _tokens;
        }
    }

    internal override bool IsKept => _refresher.Store is not null || _willBeSaved || _onTokens is not null;

    internal override IProfileStore? Store => _refresher.Store;

    internal override void WarnBeforeUse(INoticeSink? notices)
    {
        if (IsGiven && !IsKept && Tokens.RefreshToken is not null)
        {
            WarnNotKept(
                notices,
                "The refresh token works once. When the access token expires, it is exchanged for another one, which is not saved: the next run cannot sign in with this one anymore.");
        }
    }

    internal override async ValueTask AuthorizeAsync(HttpRequestMessage request, INoticeSink? notices, CancellationToken cancellationToken)
    {
        var tokens = Tokens;
        if (tokens.RefreshToken is not null && tokens.ExpiresAt - _clock.GetUtcNow() < ExpiryMargin)
            tokens = await RefreshAsync(tokens, notices, cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
    }

    internal override async ValueTask<bool> RenewAsync(
        HttpRequestMessage rejected,
        INoticeSink? notices,
        CancellationToken cancellationToken)
    {
        var tokens = Tokens;
        if (!string.Equals(tokens.AccessToken, rejected.Headers.Authorization?.Parameter, StringComparison.Ordinal))
            return true;
        if (tokens.RefreshToken is null)
            return false;
        await RefreshAsync(tokens, notices, cancellationToken).ConfigureAwait(false);
        return true;
    }

    internal override StoredProfile ToProfile(DmUser user, Uri apiBaseUri, DateTimeOffset now) => new StoredProfile
    {
        Method = Method,
        ApiBaseUri = apiBaseUri,
        UserId = user.Id,
        Username = user.Username,
        AccessToken = string.Empty,
        ClientId = _app.ClientId,
        ClientSecret = _app.ClientSecret,
    }.With(Tokens, now);

    internal override void TakeOver(StoredProfile stored)
    {
        lock (_gate)
        {
            if (stored.Method == Method
                && string.Equals(stored.ClientId, _app.ClientId, StringComparison.Ordinal)
                && _refresher.IsNewer(stored, _tokens))
            {
                _tokens = stored.Tokens();
            }
        }
    }

    internal override void SaveTo(IProfileStore store) => _refresher.SaveTo(store);

    // The refresh token first: without it, no new access token can be issued. A failure does not leave the access token valid.
    internal override async Task RevokeAsync(CancellationToken cancellationToken)
    {
        var tokens = Tokens;
        try
        {
            if (tokens.RefreshToken is not null)
                await _endpoint.RevokeAsync(tokens.RefreshToken, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _endpoint.RevokeAsync(tokens.AccessToken, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void WarnNotKept(INoticeSink? notices, string text)
        => notices?.Post(new DmWarningNotice(text) { Reason = DmErrorReason.RefreshTokenNotKept });

    // Callers that arrive during a refresh await it. Cancelling a caller does not cancel the refresh: a token that was sent is spent, and
    // the response to it must be kept.
    private Task<TokenSet> RefreshAsync(TokenSet stale, INoticeSink? notices, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(stale, _tokens))
                return Task.FromResult(_tokens);
            if (_refresh is null or { IsCompleted: true })
                _refresh = Task.Run(() => RefreshOnceAsync(stale, notices), CancellationToken.None);
            return _refresh.WaitAsync(cancellationToken);
        }
    }

    private async Task<TokenSet> RefreshOnceAsync(TokenSet stale, INoticeSink? notices)
    {
        if (!IsKept && !_hasWarned)
        {
            _hasWarned = true;
            WarnNotKept(
                notices,
                "The access token has expired. The refresh token is now exchanged for another one, which is not saved: it is lost when this session ends, and the previous one no longer works.");
        }

        var result = await _refresher.RefreshAsync(stale).ConfigureAwait(false);
        lock (_gate)
            _tokens = result.Tokens;
        notices?.Post(result.Notice);
        if (result.IsIssued)
            _onTokens?.Invoke(result.Tokens.ToPublic(_app.ClientId));
        return result.Tokens;
    }
}
