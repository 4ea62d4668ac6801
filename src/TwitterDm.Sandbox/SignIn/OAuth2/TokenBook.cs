using System.Diagnostics.CodeAnalysis;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The bearer tokens that are good: those of <see cref="SandboxCredentials"/> and those that were issued since.</summary>
internal sealed class TokenBook
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lifetime;

    // A refresh token has to be spent and its successor noted as one step: of two requests at once, one gets it.
    private readonly object _gate = new();
    private readonly Dictionary<string, AccessToken> _access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Grant> _refresh = new(StringComparer.Ordinal);
    private int _refreshCount;

    public TokenBook(TimeProvider clock, TimeSpan lifetime)
    {
        (_clock, _lifetime) = (clock, lifetime);
        var all = new Grant(SandboxApp.Public, People.Account, Scopes.OfMessages);
        _access[SandboxCredentials.UserToken] = new AccessToken(all, all.Scopes, DateTimeOffset.MaxValue);
        _refresh[SandboxCredentials.RefreshToken] = all;
        Allow(SandboxCredentials.ReadlessToken, "dm.write", "tweet.read", "users.read");
        Allow(SandboxCredentials.WritelessToken, "dm.read", "tweet.read", "users.read");
    }

    /// <summary>How often a refresh token was exchanged for the next one.</summary>
    public int RefreshCount
    {
        get
        {
            lock (_gate)
                return _refreshCount;
        }
    }

    /// <summary>Who a bearer token stands for; null where it is unknown, over or revoked.</summary>
    public Caller? Find(string accessToken)
    {
        if (string.Equals(accessToken, SandboxCredentials.AppOnlyToken, StringComparison.Ordinal))
            return Caller.Application;
        lock (_gate)
        {
            return _access.TryGetValue(accessToken, out var token) && token.ExpiresAt > _clock.GetUtcNow()
                ? Caller.WithScopes(token.Grant.Account, token.Scopes)
                : null;
        }
    }

    public bool CanRefresh(string refreshToken)
    {
        lock (_gate)
            return _refresh.ContainsKey(refreshToken);
    }

    public IssuedTokens Issue(Grant grant)
    {
        lock (_gate)
            return Issue(grant, grant.Scopes);
    }

    /// <summary>Spends a refresh token. The access tokens that came with it and before it live on for their time.</summary>
    /// <param name="refreshToken">The token.</param>
    /// <param name="app">Who presents it: another app's token stays as it is.</param>
    /// <param name="narrowed">Fewer scopes for the new access token; null: all that were allowed.</param>
    /// <param name="complaint">Why nothing was given.</param>
    public IssuedTokens? Refresh(string refreshToken, SandboxApp app, IReadOnlyList<string>? narrowed, out RefreshComplaint complaint)
    {
        complaint = RefreshComplaint.InvalidToken;
        lock (_gate)
        {
            if (!TryFind(refreshToken, app, out var grant))
                return null;
            complaint = RefreshComplaint.ScopeNotAllowed;
            if (narrowed?.Except(grant.Scopes, StringComparer.Ordinal).Any() == true)
                return null;
            _refresh.Remove(refreshToken);
            _refreshCount++;
            complaint = RefreshComplaint.None;
            return Issue(grant, narrowed ?? grant.Scopes);
        }
    }

    /// <summary>Ends one token of either kind, and only that one: who wants both to end revokes both. One that is not good anyway counts as revoked.</summary>
    /// <returns>False where it is another app's.</returns>
    public bool TryRevoke(string token, SandboxApp app)
    {
        lock (_gate)
        {
            if (_access.TryGetValue(token, out var access))
                return access.Grant.App == app && _access.Remove(token);
            return !_refresh.TryGetValue(token, out var grant) || (grant.App == app && _refresh.Remove(token));
        }
    }

    /// <summary>Ends every token that came of a grant.</summary>
    public void Withdraw(Grant grant)
    {
        lock (_gate)
        {
            foreach (var (token, _) in _access.Where(pair => pair.Value.Grant == grant).ToList())
                _access.Remove(token);
            foreach (var (token, _) in _refresh.Where(pair => pair.Value == grant).ToList())
                _refresh.Remove(token);
        }
    }

    private void Allow(string accessToken, params string[] scopes) =>
        _access[accessToken] = new AccessToken(new Grant(SandboxApp.Public, People.Account, scopes), scopes, DateTimeOffset.MaxValue);

    private bool TryFind(string refreshToken, SandboxApp app, [NotNullWhen(true)] out Grant? grant) =>
        _refresh.TryGetValue(refreshToken, out grant) && grant.App == app;

    private IssuedTokens Issue(Grant grant, IReadOnlyList<string> scopes)
    {
        var issued = new IssuedTokens(
            Secrets.New("sandbox-access-"), grant.IsOffline ? Secrets.New("sandbox-refresh-") : null, scopes, _clock.GetUtcNow() + _lifetime);
        _access[issued.AccessToken] = new AccessToken(grant, scopes, issued.ExpiresAt);
        if (issued.RefreshToken is { } next)
            _refresh[next] = grant;
        return issued;
    }

    private sealed record AccessToken(Grant Grant, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);
}

/// <summary>Why a refresh token gave nothing.</summary>
internal enum RefreshComplaint
{
    None,
    InvalidToken,
    ScopeNotAllowed,
}
