namespace TwitterDm.Sandbox;

/// <summary>The keys that the sandbox takes. They open nothing else.</summary>
public static class SandboxCredentials
{
    /// <summary>An OAuth 2.0 user access token with every scope that Direct Messages need.</summary>
    public const string UserToken = "sandbox-user-token";

    /// <summary>An application's own token: good for looking up users, refused for Direct Messages.</summary>
    public const string AppOnlyToken = "sandbox-app-only-token";

    /// <summary>A user's token whose time is over.</summary>
    public const string ExpiredToken = "sandbox-expired-token";

    /// <summary>A user's token without the scope <c>dm.read</c>.</summary>
    public const string ReadlessToken = "sandbox-token-without-dm-read";

    /// <summary>A user's token without the scopes <c>dm.write</c> and <c>media.write</c>: it only reads.</summary>
    public const string WritelessToken = "sandbox-token-without-dm-write";

    /// <summary>OAuth 2.0: a refresh token of the same user and of the public app, with every scope. It works once, like any.</summary>
    public const string RefreshToken = "sandbox-refresh-token";

    /// <summary>OAuth 2.0: a public app, which has no secret.</summary>
    public const string ClientId = "sandbox-public-client";

    /// <summary>OAuth 2.0: an app with a secret.</summary>
    public const string ConfidentialClientId = "sandbox-confidential-client";

    /// <summary>OAuth 2.0: the secret of <see cref="ConfidentialClientId"/>, with characters that have to be encoded before HTTP Basic joins them.</summary>
    public const string ClientSecret = "sandbox client+secret/%é:&=";

    /// <summary>OAuth 1.0a: the application's key.</summary>
    public const string ConsumerKey = "sandbox-consumer-key";

    /// <summary>OAuth 1.0a: the application's secret, with characters that a signer has to escape.</summary>
    public const string ConsumerSecret = "sandbox consumer+secret/é&=%";

    /// <summary>OAuth 1.0a: the user's token.</summary>
    public const string AccessToken = "1385551234567890123-sandbox-access-token";

    /// <summary>OAuth 1.0a: the secret of the user's token, with characters that a signer has to escape.</summary>
    public const string AccessTokenSecret = "sandbox token+secret/ü&=~";
}
