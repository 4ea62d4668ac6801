namespace TwitterDm.Auth.SignIn;

/// <summary>
/// One sign-in with OAuth 1.0a by PIN ("out of band"): X issues a request token, the user authorizes the app at <see cref="Address"/> and
/// is shown a PIN, and the PIN is exchanged with the request token for a user's token.
/// </summary>
public sealed class PinSignIn
{
    private readonly OAuth1Endpoint _endpoint;
    private readonly OAuth1Signer _signer;
    private readonly TimeProvider _clock;
    private readonly (string Token, string Secret) _requestToken;

    private PinSignIn(OAuth1Endpoint endpoint, OAuth1Signer signer, TimeProvider clock, (string Token, string Secret) requestToken)
    {
        _endpoint = endpoint;
        _signer = signer;
        _clock = clock;
        _requestToken = requestToken;
    }

    /// <summary>X's page on which the user authorizes the app and is shown the PIN.</summary>
    public Uri Address => _endpoint.AuthorizationUrl(_requestToken.Token);

    /// <summary>Asks X for a request token.</summary>
    /// <param name="http">Sends to the API's own host; follows no redirect and has no credential.</param>
    /// <param name="apiBaseUri">The API's address, with a slash at its end.</param>
    /// <param name="consumerKey">The app's key.</param>
    /// <param name="consumerSecret">The app's secret.</param>
    /// <param name="clock">Provides the time for the timestamps.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="DmException">A key is empty or wrong, or this computer's clock is wrong.</exception>
    internal static async Task<PinSignIn> BeginAsync(
        HttpClient http, Uri apiBaseUri, string consumerKey, string consumerSecret, TimeProvider clock, CancellationToken cancellationToken)
    {
        var signer = new OAuth1Signer(consumerKey, consumerSecret, clock);
        var endpoint = new OAuth1Endpoint(http, apiBaseUri, signer, clock);
        var response = await endpoint.RequestTokenAsync(cancellationToken).ConfigureAwait(false);
        // Without this, X did not understand the request for a PIN (RFC 5849, section 2.1).
        if (response.GetValueOrDefault("oauth_callback_confirmed") is not "true")
            throw SignInErrors.NotAToken("the request token was not confirmed");
        return new(endpoint, signer, clock, TokenIn(response));
    }

    /// <summary>Exchanges the PIN for a user's token.</summary>
    /// <param name="pin">The number that X showed; white space in it is ignored.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="DmException">The PIN is not valid, or X refuses it.</exception>
    public async Task<OAuth1Credential> FinishAsync(string? pin, CancellationToken cancellationToken = default)
    {
        var response = await _endpoint.AccessTokenAsync(_requestToken, CheckPin(pin), cancellationToken).ConfigureAwait(false);
        var (token, secret) = TokenIn(response);
        return new(_signer.ConsumerKey, _signer.ConsumerSecret, token, secret, _clock);
    }

    private static string CheckPin(string? pin)
    {
        var text = string.Concat((pin ?? string.Empty).Where(character => !char.IsWhiteSpace(character)));
        if (text.Length == 0)
            throw SignInErrors.NoPin();
        return text.All(char.IsAsciiDigit) ? text : throw SignInErrors.NotAPin();
    }

    private static (string Token, string Secret) TokenIn(IReadOnlyDictionary<string, string> response)
        => response.GetValueOrDefault("oauth_token") is { Length: > 0 } token
        && response.GetValueOrDefault("oauth_token_secret") is { Length: > 0 } secret
            ? (token, secret)
            : throw SignInErrors.NotAToken("it contains no token");
}
