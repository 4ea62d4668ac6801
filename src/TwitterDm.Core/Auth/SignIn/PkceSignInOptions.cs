namespace TwitterDm.Auth.SignIn;

/// <summary>Options for a sign-in with OAuth 2.0.</summary>
public sealed class PkceSignInOptions
{
    /// <summary>The scopes that Direct Messages need, and <c>offline.access</c> for a refresh token.</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } =
        ["dm.read", "dm.write", "tweet.read", "users.read", "media.write", "offline.access"];

    /// <summary>X's page that asks the user to authorize the app.</summary>
    public static Uri DefaultAuthorizeUri { get; } = new("https://x.com/i/oauth2/authorize");

    /// <summary>The redirect URI that is used by default.</summary>
    public static Uri DefaultRedirectUri { get; } = new("http://localhost:8080/callback");

    /// <summary>The app's client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The app's client secret; null for a public client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What the app may do.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = DefaultScopes;

    /// <summary>The page that asks the user: https, or http to a loopback address.</summary>
    public Uri AuthorizeUri { get; init; } = DefaultAuthorizeUri;

    /// <summary>Where X sends the browser afterwards: one of the app's callback addresses, exactly as it is registered at X.</summary>
    public Uri RedirectUri { get; init; } = DefaultRedirectUri;

    /// <summary>How long to wait for the user in the browser.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Opens the page in a browser, on a thread of its own; null for the user's default browser.</summary>
    public Action<Uri>? OpenBrowser { get; init; }

    internal OAuth2App App => new() { ClientId = ClientId, ClientSecret = ClientSecret };
}
