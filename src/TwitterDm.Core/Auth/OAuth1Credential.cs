using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>OAuth 1.0a (RFC 5849): the keys of an app and a user's token; each attempt is signed with a new nonce.</summary>
public sealed class OAuth1Credential : DmCredential
{
    private readonly OAuth1Signer _signer;
    private readonly string _accessToken;
    private readonly string _accessTokenSecret;

    /// <summary>Creates a credential from existing keys and tokens, as the developer portal shows them.</summary>
    /// <param name="consumerKey">The app's key.</param>
    /// <param name="consumerSecret">The app's secret.</param>
    /// <param name="accessToken">The user's token.</param>
    /// <param name="accessTokenSecret">The secret of the user's token.</param>
    /// <param name="clock">Provides the time for the timestamps; null for the system clock.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: one is empty.</exception>
    public OAuth1Credential(
        string consumerKey,
        string consumerSecret,
        string accessToken,
        string accessTokenSecret,
        TimeProvider? clock = null)
    {
        _signer = new OAuth1Signer(consumerKey, consumerSecret, clock ?? TimeProvider.System);
        _accessToken = Checked(accessToken, "access token");
        _accessTokenSecret = NotEmpty(accessTokenSecret, "access token secret");
    }

    /// <inheritdoc/>
    public override DmAuthenticationMethod Method => DmAuthenticationMethod.OAuth1;

    /// <summary>The key and the secret of the app, with which X issues an app-only token.</summary>
    internal (string Key, string Secret) App => (_signer.ConsumerKey, _signer.ConsumerSecret);

    internal override string? AppId => _signer.ConsumerKey;

    internal override ValueTask AuthorizeAsync(HttpRequestMessage request, INoticeSink? notices, CancellationToken cancellationToken)
    {
        Authorize(request);
        return ValueTask.CompletedTask;
    }

    internal void Authorize(HttpRequestMessage request) => _signer.Sign(request, (_accessToken, _accessTokenSecret));

    internal override StoredProfile ToProfile(DmUser user, Uri apiBaseUri, DateTimeOffset now) => new()
    {
        Method = Method,
        ApiBaseUri = apiBaseUri,
        UserId = user.Id,
        Username = user.Username,
        SavedAt = now,
        AccessToken = _accessToken,
        AccessTokenSecret = _accessTokenSecret,
        ConsumerKey = _signer.ConsumerKey,
        ConsumerSecret = _signer.ConsumerSecret,
    };
}
