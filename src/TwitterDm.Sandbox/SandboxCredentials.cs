namespace TwitterDm.Sandbox;

/// <summary>The credentials that every sandbox accepts. They are valid nowhere else.</summary>
public static class SandboxCredentials
{
    /// <summary>An OAuth 2.0 user access token with all scopes that Direct Messages need.</summary>
    public const string UserToken = "sandbox-user-token";

    /// <summary>A user access token of an account, with all scopes that Direct Messages need. It does not expire.</summary>
    /// <param name="account">The number of the account, from 1 (@sandbox_admin) to <see cref="SandboxApi.AccountCount"/>.</param>
    /// <returns>The token: that of the first account is <see cref="UserToken"/>.</returns>
    public static string UserTokenOf(int account) => account == 1 ? UserToken : FormattableString.Invariant($"{UserToken}-{account}");

    /// <summary>An app-only token. It can look up users, but Direct Messages refuse it.</summary>
    public const string AppOnlyToken = "sandbox-app-only-token";

    /// <summary>An expired user access token.</summary>
    public const string ExpiredToken = "sandbox-expired-token";

    /// <summary>A user access token without the scope <c>dm.read</c>.</summary>
    public const string TokenWithoutDmRead = "sandbox-token-without-dm-read";

    /// <summary>A read-only user access token, without the scopes <c>dm.write</c> and <c>media.write</c>.</summary>
    public const string TokenWithoutDmWrite = "sandbox-token-without-dm-write";

    /// <summary>
    /// OAuth 2.0: a refresh token with all scopes, for the same user and the public client. Like any refresh token, it works once.
    /// </summary>
    public const string RefreshToken = "sandbox-refresh-token";

    /// <summary>OAuth 2.0: the id of a public client, which has no secret.</summary>
    public const string ClientId = "sandbox-public-client";

    /// <summary>OAuth 2.0: the id of a confidential client.</summary>
    public const string ConfidentialClientId = "sandbox-confidential-client";

    /// <summary>
    /// OAuth 2.0: the secret of <see cref="ConfidentialClientId"/>, with characters that HTTP Basic authentication must encode.
    /// </summary>
    public const string ClientSecret = "sandbox client+secret/%é:&=";

    /// <summary>OAuth 1.0a: the consumer key.</summary>
    public const string ConsumerKey = "sandbox-consumer-key";

    /// <summary>OAuth 1.0a: the consumer secret, with characters that the signer must percent-encode.</summary>
    public const string ConsumerSecret = "sandbox consumer+secret/é&=%";

    /// <summary>OAuth 1.0a: the user's access token.</summary>
    public const string AccessToken = "1385551234567890123-sandbox-access-token";

    /// <summary>OAuth 1.0a: the secret of the access token, with characters that the signer must percent-encode.</summary>
    public const string AccessTokenSecret = "sandbox token+secret/ü&=~";

    /// <summary>
    /// X Chat: the private keys of the account, base64 of the identity key and the signing key. The other accounts have others:
    /// <see cref="SandboxApi.ChatKeyOf"/>.
    /// </summary>
    public const string ChatKey = "d2itwqhYAwpKwFJvP/TQdq7e3Q8ASxH4WzfucdRoKWYBbZve8acNPad8ETeRHcIUrMDQMaYUPFu9hp5Z3qRkRA==";

    /// <summary>X Chat: the version under which the public keys of <see cref="ChatKey"/> are registered.</summary>
    public const string ChatKeyVersion = "1751372090123";

    /// <summary>
    /// X Chat: older private keys of the account. Their public keys are still registered, but new conversations do not use them.
    /// </summary>
    public const string ReplacedChatKey = "3GcOwRZ5TD6lvNGyUa3GKFM6QcHlm/2GAVVoGlE0seye6Ybr4Vp1vwFge9c8EAK9N/QDXNvC8ro5dBSqFxBDCg==";

    /// <summary>X Chat: the version under which the public keys of <see cref="ReplacedChatKey"/> are registered.</summary>
    public const string ReplacedChatKeyVersion = "1743596090123";
}
