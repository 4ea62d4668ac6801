using TwitterDm.Sandbox.SignIn;
using TwitterDm.Sandbox.SignIn.OAuth2;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox;

/// <content>What tests and scripts can do about signing in without going through its pages.</content>
public sealed partial class SandboxApi
{
    /// <summary>How many accounts there are: @sandbox_admin, @sandbox_user2 and so on, each with Direct Messages of its own.</summary>
    public static int AccountCount => People.Accounts.Count;

    /// <summary>How often a refresh token was exchanged for the next one.</summary>
    public int RefreshCount => _tokens.RefreshCount;

    /// <summary>Gives tokens as if an account had signed in just now.</summary>
    /// <param name="clientId">The app; null: <see cref="SandboxCredentials.ClientId"/>.</param>
    /// <param name="account">The account's number, from 1, which is @sandbox_admin, to <see cref="AccountCount"/>.</param>
    /// <param name="scopes">What is allowed; nothing: all that Direct Messages need, and to refresh.</param>
    /// <returns>An access token that lives for <see cref="SandboxOptions.TokenLifetime"/>, and a refresh token.</returns>
    /// <exception cref="ArgumentException">There is no such app, or a scope is not one of X's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such account.</exception>
    public SandboxTokens IssueTokens(string? clientId = null, int account = 1, params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        var app = SandboxApp.Find(clientId ?? SandboxCredentials.ClientId)
            ?? throw new ArgumentException($"There is no app with the id '{clientId}'.", nameof(clientId));
        if (scopes.Length > 0 && !Scopes.AreKnown(scopes))
            throw new ArgumentException($"One of [{string.Join(", ", scopes)}] is no scope, or stands there twice.", nameof(scopes));
        var person = AccountAt(account, nameof(account));
        var issued = _tokens.Issue(new Grant(app, person, scopes.Length > 0 ? [.. scopes] : Scopes.OfMessages));
        return new SandboxTokens(
            issued.AccessToken, issued.RefreshToken, issued.ExpiresAt, issued.Scopes, app.ClientId, person.IdText, person.Username);
    }

    /// <summary>Whether a bearer token would be taken now.</summary>
    /// <param name="accessToken">The token.</param>
    /// <returns>False where it is unknown, over or revoked.</returns>
    public bool IsValidAccessToken(string accessToken)
    {
        ArgumentNullException.ThrowIfNull(accessToken);
        return _tokens.Find(accessToken) is not null;
    }

    /// <summary>Whether a refresh token would be taken now.</summary>
    /// <param name="refreshToken">The token.</param>
    /// <returns>False where it is unknown, spent or revoked.</returns>
    public bool IsValidRefreshToken(string refreshToken)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        return _tokens.CanRefresh(refreshToken);
    }

    /// <summary>Who is signed in where the authorize pages are shown, by number, from 1 to <see cref="AccountCount"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such account.</exception>
    public int BrowserAccount
    {
        get => People.NumberOf(_signIn.Session.Account);
        set => _signIn.Session.Account = AccountAt(value, nameof(value));
    }

    /// <summary>Decides at the authorize page of OAuth 2.0, as a person would in a browser.</summary>
    /// <param name="address">The page's address, with everything that the app asks.</param>
    /// <param name="allow">The decision.</param>
    /// <returns>Where the browser would be sent: the app's address, with a code or an error.</returns>
    /// <exception cref="InvalidOperationException">The page says that something is wrong, and sends the browser nowhere.</exception>
    public Uri Decide(Uri address, bool allow = true)
    {
        ArgumentNullException.ThrowIfNull(address);
        var answer = _signIn.Authorize.Decide(address.Query, allow);
        var location = answer.Headers.FirstOrDefault(header => string.Equals(header.Key, "Location", StringComparison.Ordinal)).Value;
        return new Uri(location ?? throw new InvalidOperationException("The authorize page refused the app, or the address it wants to be answered at."));
    }

    /// <summary>Authorizes an app at the page of OAuth 1.0a, as a person would in a browser.</summary>
    /// <param name="address">The page's address, with the request token.</param>
    /// <returns>The PIN to type in; for an app with an address of its own: where the browser would be sent.</returns>
    /// <exception cref="InvalidOperationException">The request token is unknown, too old, or decided about already.</exception>
    public string Authorize(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return _signIn.AuthorizePin.Authorize(address.Query) ?? throw new InvalidOperationException("The request token for this page is invalid.");
    }

    private static Person AccountAt(int number, string parameter) => number >= 1 && number <= AccountCount
        ? People.Accounts[number - 1]
        : throw new ArgumentOutOfRangeException(parameter, number, $"Accounts are numbered from 1 to {AccountCount}.");
}
