using TwitterDm.Notices;

namespace TwitterDm.Auth.SignIn;

/// <summary>What a sign-in with OAuth 2.0 is made with.</summary>
internal sealed class PkceSignInOptions
{
    /// <summary>All that Direct Messages need, and a refresh token (<c>offline.access</c>).</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } =
        ["dm.read", "dm.write", "tweet.read", "users.read", "media.write", "offline.access"];

    /// <summary>Where X asks the user.</summary>
    public static Uri DefaultAuthorizeUri { get; } = new("https://x.com/i/oauth2/authorize");

    /// <summary>Where X sends the browser afterwards.</summary>
    public static Uri DefaultRedirectUri { get; } = new("http://localhost:8080/callback");

    public required string ClientId { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = DefaultScopes;

    public Uri AuthorizeUri { get; init; } = DefaultAuthorizeUri;

    /// <summary>One of the app's callback addresses, written exactly as X knows it.</summary>
    public Uri RedirectUri { get; init; } = DefaultRedirectUri;

    /// <summary>How long the user may take in the browser.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Hears that the browser is waited for, and the address where it could not be opened.</summary>
    public INoticeSink? Notices { get; init; }
}
