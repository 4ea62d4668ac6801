using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox;

/// <content>Signs in accounts for tests and scripts, without the authorization pages.</content>
public sealed partial class SandboxApi
{
    /// <summary>The number of accounts. They are named @sandbox_admin, @sandbox_user2 and so on, and each has its own messages.</summary>
    public static int AccountCount => People.Accounts.Count;

    /// <summary>The number of refresh tokens that were exchanged.</summary>
    public int RefreshCount => _tokens.RefreshCount;

    /// <summary>Issues tokens as if an account had just signed in.</summary>
    /// <param name="clientId">The app, or null for <see cref="SandboxCredentials.ClientId"/>.</param>
    /// <param name="account">The number of the account, from 1 (@sandbox_admin) to <see cref="AccountCount"/>.</param>
    /// <param name="scopes">The scopes, or none for everything that Direct Messages need and a refresh token.</param>
    /// <returns>An access token with the lifetime <see cref="SandboxOptions.TokenLifetime"/>, and a refresh token.</returns>
    /// <exception cref="ArgumentException">The app or one of the scopes is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public SandboxTokens IssueTokens(string? clientId = null, int account = 1, params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        var app = KnownCredentials.Apps.Find(clientId ?? SandboxCredentials.ClientId)
            ?? throw new ArgumentException($"There is no app with the client id '{clientId}'.", nameof(clientId));
        if (scopes.Length > 0 && !OAuth2Scopes.AreValid(scopes))
            throw new ArgumentException($"The scopes [{string.Join(", ", scopes)}] contain an unknown or repeated scope.", nameof(scopes));
        var person = AccountAt(account, nameof(account));
        var issued = _tokens.Issue(new Grant(app, person, scopes.Length > 0 ? [.. scopes] : OAuth2Scopes.ForMessages));
        return new SandboxTokens(
            issued.AccessToken, issued.RefreshToken, issued.ExpiresAt, issued.Scopes, app.ClientId, person.IdText, person.Username);
    }

    /// <summary>Whether a bearer token is currently valid.</summary>
    /// <param name="accessToken">The token.</param>
    /// <returns>False if it is unknown, expired or revoked.</returns>
    public bool IsValidAccessToken(string accessToken)
    {
        ArgumentNullException.ThrowIfNull(accessToken);
        return _tokens.FindCaller(accessToken) is not null;
    }

    /// <summary>Whether a refresh token is currently valid.</summary>
    /// <param name="refreshToken">The token.</param>
    /// <returns>False if it is unknown, already used or revoked.</returns>
    public bool IsValidRefreshToken(string refreshToken)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        return _tokens.CanRefresh(refreshToken);
    }

    /// <summary>The number of the account that the authorization pages sign in, from 1 to <see cref="AccountCount"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The account does not exist.</exception>
    public int BrowserAccount
    {
        get => People.NumberOf(_signIn.Session.Account);
        set => _signIn.Session.Account = AccountAt(value, nameof(value));
    }

    /// <summary>Makes the user's decision on the authorization page of OAuth 2.0.</summary>
    /// <param name="address">The URL of the page with all parameters.</param>
    /// <param name="allow">Whether the user allows access.</param>
    /// <returns>The URL that the browser is redirected to: the app's redirect URI with a code or an error.</returns>
    /// <exception cref="InvalidOperationException">The page shows an error instead of redirecting.</exception>
    public Uri Decide(Uri address, bool allow = true)
    {
        ArgumentNullException.ThrowIfNull(address);
        var response = _signIn.Authorize.Decide(address.Query, allow);
        var location = response.Headers.FirstOrDefault(header => string.Equals(header.Key, "Location", StringComparison.Ordinal)).Value;
        return new Uri(
            location ?? throw new InvalidOperationException("The authorization page refused the client id or the redirect URI."));
    }

    /// <summary>Authorizes an app on the authorization page of OAuth 1.0a.</summary>
    /// <param name="address">The URL of the page with the request token.</param>
    /// <returns>The PIN, or for an app with a callback URL, the URL that the browser is redirected to.</returns>
    /// <exception cref="InvalidOperationException">The request token is unknown, expired or already used.</exception>
    public string Authorize(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return _signIn.AuthorizePin.Authorize(address.Query)
            ?? throw new InvalidOperationException("The request token for this page is invalid.");
    }

    private static Person AccountAt(int number, string parameter) => number >= 1 && number <= AccountCount
        ? People.Accounts[number - 1]
        : throw new ArgumentOutOfRangeException(parameter, number, $"The account number must be from 1 to {AccountCount}.");
}
