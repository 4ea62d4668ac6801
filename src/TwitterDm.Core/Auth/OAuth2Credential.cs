using System.Net.Http.Headers;
using TwitterDm.Notices;

namespace TwitterDm.Auth;

/// <summary>
/// An OAuth 2.0 sign-in that stays: it refreshes before the access token ends and after a 401, once for all requests that are under way.
/// </summary>
internal sealed class OAuth2Credential : DmCredential
{
    // Long enough for a request that is signed now to arrive, and for a clock that is a little off.
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(2);

    private readonly object _gate = new();
    private readonly TokenRefresher _refresher;
    private readonly TimeProvider _clock;
    private TokenSet _tokens;
    private Task<TokenSet>? _refresh;

    /// <param name="tokens">What the sign-in gave.</param>
    /// <param name="refresher">Spends the refresh token.</param>
    /// <param name="clock">Tells whether the access token ends.</param>
    public OAuth2Credential(TokenSet tokens, TokenRefresher refresher, TimeProvider clock)
    {
        _tokens = tokens;
        _refresher = refresher;
        _clock = clock;
    }

    /// <inheritdoc/>
    public override DmAuthenticationMethod Method => DmAuthenticationMethod.OAuth2;

    internal override IReadOnlyList<string> Scopes => Tokens.Scopes;

    internal override DateTimeOffset? ExpiresAt => Tokens.ExpiresAt;

    /// <summary>The newest tokens.</summary>
    internal TokenSet Tokens
    {
        get
        {
            lock (_gate)
                return _tokens;
        }
    }

    internal override async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var tokens = Tokens;
        if (tokens.RefreshToken is not null && tokens.ExpiresAt - _clock.GetUtcNow() < Reserve)
            tokens = await RefreshAsync(tokens, DmCallOptions.Of(request), cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
    }

    internal override async ValueTask<bool> RenewAsync(HttpRequestMessage rejected, CancellationToken cancellationToken)
    {
        var tokens = Tokens;
        if (!string.Equals(tokens.AccessToken, rejected.Headers.Authorization?.Parameter, StringComparison.Ordinal))
            return true;
        if (tokens.RefreshToken is null)
            return false;
        await RefreshAsync(tokens, DmCallOptions.Of(rejected), cancellationToken).ConfigureAwait(false);
        return true;
    }

    // Who comes while a refresh is under way waits for that one. It is not cancelled with whoever asked for it: a refresh token that was
    // sent is spent, and its answer must be kept.
    private Task<TokenSet> RefreshAsync(TokenSet stale, DmCallOptions options, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(stale, _tokens))
                return Task.FromResult(_tokens);
            if (_refresh is null or { IsCompleted: true })
                _refresh = Task.Run(() => RefreshOnceAsync(stale, options), CancellationToken.None);
            return _refresh.WaitAsync(cancellationToken);
        }
    }

    private async Task<TokenSet> RefreshOnceAsync(TokenSet stale, DmCallOptions options)
    {
        var fresh = await _refresher.RefreshAsync(stale, Use, options).ConfigureAwait(false);
        Use(fresh);
        return fresh;
    }

    private void Use(TokenSet tokens)
    {
        lock (_gate)
            _tokens = tokens;
    }
}
