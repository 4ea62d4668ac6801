using System.Diagnostics.CodeAnalysis;

namespace TwitterDm.Sandbox.Authentication.OAuth2;

/// <summary>The valid bearer and refresh tokens.</summary>
internal sealed class OAuth2TokenStore(TimeProvider clock, TimeSpan lifetime)
{
    // Spending a refresh token and storing its successor must be one atomic step: of two concurrent requests, only one succeeds.
    private readonly object _gate = new();
    private readonly Dictionary<string, AccessToken> _accessTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Grant> _refreshTokens = new(StringComparer.Ordinal);
    private readonly HashSet<string> _appOnlyTokens = new(StringComparer.Ordinal);
    private int _refreshCount;

    /// <summary>The lifetime of issued access tokens.</summary>
    public TimeSpan Lifetime => lifetime;

    /// <summary>The number of refresh tokens that were exchanged.</summary>
    public int RefreshCount
    {
        get
        {
            lock (_gate)
                return _refreshCount;
        }
    }

    /// <summary>Adds an app-only token.</summary>
    public void AddAppOnlyToken(string token)
    {
        lock (_gate)
            _appOnlyTokens.Add(token);
    }

    /// <summary>Adds an access token that does not expire.</summary>
    public void AddAccessToken(string token, Grant grant)
    {
        lock (_gate)
            _accessTokens[token] = new AccessToken(grant, grant.Scopes, DateTimeOffset.MaxValue);
    }

    public void AddRefreshToken(string token, Grant grant)
    {
        lock (_gate)
            _refreshTokens[token] = grant;
    }

    /// <summary>Returns the caller that a bearer token stands for, or null if the token is unknown, expired or revoked.</summary>
    public Caller? FindCaller(string accessToken)
    {
        lock (_gate)
        {
            if (_appOnlyTokens.Contains(accessToken))
                return Caller.Application;
            return _accessTokens.TryGetValue(accessToken, out var token) && token.ExpiresAt > clock.GetUtcNow()
                ? Caller.FromOAuth2(token.Grant.Account, token.Scopes)
                : null;
        }
    }

    public bool CanRefresh(string refreshToken)
    {
        lock (_gate)
            return _refreshTokens.ContainsKey(refreshToken);
    }

    public IssuedTokens Issue(Grant grant)
    {
        lock (_gate)
            return Issue(grant, grant.Scopes);
    }

    /// <summary>Exchanges a refresh token. Earlier access tokens of the same grant remain valid until they expire.</summary>
    /// <param name="refreshToken">The token.</param>
    /// <param name="app">The app that presents it. A token of another app is refused and remains valid.</param>
    /// <param name="narrowed">Fewer scopes for the new access token, or null for all scopes of the grant.</param>
    /// <param name="error">Why no tokens were issued.</param>
    public IssuedTokens? Refresh(string refreshToken, RegisteredApp app, IReadOnlyList<string>? narrowed, out RefreshError error)
    {
        error = RefreshError.InvalidToken;
        lock (_gate)
        {
            if (!TryFind(refreshToken, app, out var grant))
                return null;
            error = RefreshError.ScopeNotGranted;
            if (narrowed?.Except(grant.Scopes, StringComparer.Ordinal).Any() == true)
                return null;
            _refreshTokens.Remove(refreshToken);
            _refreshCount++;
            error = RefreshError.None;
            return Issue(grant, narrowed ?? grant.Scopes);
        }
    }

    /// <summary>Revokes one access or refresh token and no other. Unknown tokens count as revoked.</summary>
    /// <returns>False if the token belongs to another app.</returns>
    public bool TryRevoke(string token, RegisteredApp app)
    {
        lock (_gate)
        {
            if (_accessTokens.TryGetValue(token, out var access))
                return access.Grant.App == app && _accessTokens.Remove(token);
            return !_refreshTokens.TryGetValue(token, out var grant) || (grant.App == app && _refreshTokens.Remove(token));
        }
    }

    /// <summary>Revokes all tokens of a grant.</summary>
    public void RevokeAll(Grant grant)
    {
        lock (_gate)
        {
            foreach (var (token, _) in _accessTokens.Where(pair => pair.Value.Grant == grant).ToList())
                _accessTokens.Remove(token);
            foreach (var (token, _) in _refreshTokens.Where(pair => pair.Value == grant).ToList())
                _refreshTokens.Remove(token);
        }
    }

    private bool TryFind(string refreshToken, RegisteredApp app, [NotNullWhen(true)] out Grant? grant) =>
        _refreshTokens.TryGetValue(refreshToken, out grant) && grant.App == app;

    private IssuedTokens Issue(Grant grant, IReadOnlyList<string> scopes)
    {
        var issued = new IssuedTokens(
            Secrets.New("sandbox-access-"),
            grant.AllowsRefresh ? Secrets.New("sandbox-refresh-") : null,
            scopes,
            clock.GetUtcNow() + lifetime);
        _accessTokens[issued.AccessToken] = new AccessToken(grant, scopes, issued.ExpiresAt);
        if (issued.RefreshToken is { } next)
            _refreshTokens[next] = grant;
        return issued;
    }

    private sealed record AccessToken(Grant Grant, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);
}

/// <summary>Why a refresh failed.</summary>
internal enum RefreshError
{
    None,
    InvalidToken,
    ScopeNotGranted,
}
