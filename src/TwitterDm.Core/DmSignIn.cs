using TwitterDm.Auth;
using TwitterDm.Auth.SignIn;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm;

/// <summary>
/// The ways to sign in that require more than an access token: with a refresh token, from the environment, in a browser, by PIN, or with a
/// saved sign-in. Each results in a credential for <see cref="DmConnection.OpenAsync"/>.
/// </summary>
public sealed class DmSignIn
{
    private readonly SignInSetting _setting;

    /// <summary>Creates an entry point for signing in.</summary>
    /// <param name="options">The API's address, and the receivers of notices and tokens.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the address is not accepted.</exception>
    public DmSignIn(DmSignInOptions? options = null)
    {
        options ??= new();
        var (transport, clock) = (options.Transport, options.Clock);
        _setting = new()
        {
            ApiBaseUri = DmConnectionOptions.CheckBaseUri(options.ApiBaseUri),
            Clock = clock,
            CreateHttpClient = () => SignInClient.Create(transport, clock),
            Notices = options.Notices,
            OnTokens = options.OnTokens,
            WillBeSaved = options.WillBeSaved,
        };
    }

    /// <summary>Creates a self-refreshing credential from existing tokens.</summary>
    /// <param name="accessToken">The access token.</param>
    /// <param name="refreshToken">The refresh token; it works once, and only in this credential from now on.</param>
    /// <param name="clientId">The client id of the app that the tokens were issued to.</param>
    /// <param name="clientSecret">The app's client secret; null for a public client.</param>
    /// <returns>The credential.</returns>
    public DmCredential FromTokens(string accessToken, string refreshToken, string clientId, string? clientSecret = null)
        => new OAuth2Credential(
            new TokenSet { AccessToken = accessToken, RefreshToken = refreshToken },
            new OAuth2App { ClientId = clientId, ClientSecret = clientSecret },
            _setting)
        {
            IsGiven = true,
        };

    /// <summary>Creates a credential from the environment variables <c>TWITTERDM_*</c>, for runbooks.</summary>
    /// <returns>The credential.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the variables that are not set.</exception>
    public DmCredential FromEnvironment() => EnvironmentSignIn.Read(_setting);

    /// <summary>Reads the app-only token for streams from the environment variable <c>TWITTERDM_APP_TOKEN</c>.</summary>
    /// <returns>The token; null if the variable is not set.</returns>
    public static string? AppTokenFromEnvironment() => EnvironmentSignIn.ReadAppToken(Environment.GetEnvironmentVariable);

    /// <summary>Reads a saved sign-in.</summary>
    /// <param name="profiles">Where it is saved.</param>
    /// <param name="name">Its name.</param>
    /// <param name="apiBaseUri">The API's address, instead of the saved one; null for the saved one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The credential and the API's address that it is for.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: there is none with that name; or it cannot be read.</exception>
    public Task<SavedSignIn> FromProfileAsync(
        ProfileDirectory profiles,
        string name,
        Uri? apiBaseUri = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        var address = apiBaseUri is null ? null : DmConnectionOptions.CheckBaseUri(apiBaseUri);
        return SavedSignIn.ReadAsync(profiles.Open(name), name, _setting, address, cancellationToken);
    }

    /// <summary>Starts a sign-in with OAuth 2.0 (authorization code with PKCE).</summary>
    /// <param name="options">The app and the scopes to request.</param>
    /// <returns>The sign-in; it makes no request yet.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: an address, the client id or a scope is not valid.
    /// </exception>
    public PkceSignIn StartPkce(PkceSignInOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options, _setting);
    }

    /// <summary>Starts a sign-in with OAuth 1.0a by PIN: asks X for a request token.</summary>
    /// <param name="consumerKey">The app's key.</param>
    /// <param name="consumerSecret">The app's secret.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The sign-in, which waits for the PIN.</returns>
    /// <exception cref="DmException">A key is empty or wrong, or this computer's clock is wrong.</exception>
    public Task<PinSignIn> StartPinAsync(string consumerKey, string consumerSecret, CancellationToken cancellationToken = default)
        => PinSignIn.BeginAsync(
            _setting.CreateHttpClient(),
            _setting.ApiBaseUri,
            consumerKey,
            consumerSecret,
            _setting.Clock,
            cancellationToken);
}

/// <summary>Options that all ways to sign in share.</summary>
public sealed class DmSignInOptions
{
    /// <summary>The API's address; see <see cref="DmConnectionOptions.CheckBaseUri"/> for which ones are accepted.</summary>
    public Uri ApiBaseUri { get; init; } = DmConnectionOptions.DefaultApiBaseUri;

    /// <summary>Creates the handler that sends the requests in place of a socket.</summary>
    public Func<HttpMessageHandler>? Transport { get; init; }

    /// <summary>Provides the time and measures every wait.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Receives the progress and the warnings of a sign-in; null for none.</summary>
    public INoticeSink? Notices { get; init; }

    /// <summary>
    /// Whether the connection will be saved with <see cref="DmConnection.SaveAsync(ProfileDirectory, string, CancellationToken)"/>. Without
    /// that, and without <see cref="OnTokens"/>, a refresh token is warned about before it is spent.
    /// </summary>
    public bool WillBeSaved { get; init; }

    /// <summary>
    /// Receives every new token set, of the sign-in and of each later refresh, on any thread; null for none. It must not throw.
    /// </summary>
    public Action<DmTokenSet>? OnTokens { get; init; }
}
