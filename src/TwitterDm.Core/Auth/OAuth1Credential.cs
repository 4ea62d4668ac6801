using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using TwitterDm.Auth.Store;

namespace TwitterDm.Auth;

/// <summary>OAuth 1.0a (RFC 5849): the keys of an app and a user's token; each attempt is signed with a new nonce.</summary>
public sealed class OAuth1Credential : DmCredential
{
    private const int NonceBytes = 16;

    private readonly string _consumerKey;
    private readonly string _consumerSecret;
    private readonly string _accessToken;
    private readonly string _accessTokenSecret;
    private readonly TimeProvider _clock;

    /// <summary>A credential of keys and tokens that exist already, as the developer portal shows them.</summary>
    /// <param name="consumerKey">The app's key.</param>
    /// <param name="consumerSecret">The app's secret.</param>
    /// <param name="accessToken">The user's token.</param>
    /// <param name="accessTokenSecret">The secret of the user's token.</param>
    /// <param name="clock">Tells the time for the timestamps.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: one is empty.</exception>
    public OAuth1Credential(string consumerKey, string consumerSecret, string accessToken, string accessTokenSecret, TimeProvider? clock = null)
    {
        _consumerKey = Checked(consumerKey, "consumer key");
        _consumerSecret = NotEmpty(consumerSecret, "consumer secret");
        _accessToken = Checked(accessToken, "access token");
        _accessTokenSecret = NotEmpty(accessTokenSecret, "access token secret");
        _clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public override DmAuthenticationMethod Method => DmAuthenticationMethod.OAuth1;

    internal override ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Authorize(request);
        return ValueTask.CompletedTask;
    }

    internal void Authorize(HttpRequestMessage request)
    {
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_consumer_key"] = _consumerKey,
            ["oauth_nonce"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(NonceBytes)),
            ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["oauth_token"] = _accessToken,
            ["oauth_version"] = "1.0",
        };
        protocol["oauth_signature"] = OAuth1Signature.Compute(request.Method, request.RequestUri!, protocol, _consumerSecret, _accessTokenSecret);

        var header = protocol.Select(pair => $"{OAuth1Signature.Escape(pair.Key)}=\"{OAuth1Signature.Escape(pair.Value)}\"");
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", string.Join(", ", header));
    }

    internal override StoredProfile ToProfile(DmConnection connection, DateTimeOffset now) => new()
    {
        Method = Method,
        ApiBaseUri = connection.ApiBaseUri,
        UserId = connection.User.Id,
        Username = connection.User.Username,
        SavedAt = now,
        AccessToken = _accessToken,
        AccessTokenSecret = _accessTokenSecret,
        ConsumerKey = _consumerKey,
        ConsumerSecret = _consumerSecret,
    };

    // Secrets never travel, they only sign: any character may be in them.
    private static string NotEmpty(string? secret, string what)
        => string.IsNullOrWhiteSpace(secret) ? Checked(secret, what) : secret.Trim();
}
