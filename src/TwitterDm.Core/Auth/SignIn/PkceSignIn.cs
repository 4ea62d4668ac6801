using TwitterDm.Notices;
using TwitterDm.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>
/// One sign-in with OAuth 2.0: authorization code with PKCE. The user authorizes the app at <see cref="Address"/>; the code that X issues
/// arrives through the browser at a loopback address, or is pasted by the user, and is exchanged for tokens.
/// </summary>
public sealed class PkceSignIn
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly TokenEndpoint _endpoint;
    private readonly PkceSignInOptions _options;
    private readonly SignInSetting _setting;
    private readonly PkceCodes _codes = PkceCodes.Create();
    private readonly string _state = PkceCodes.RandomText();
    private int _foreignResponses;

    /// <param name="options">The app and the scopes that it requests.</param>
    /// <param name="setting">The API's address, and the receivers of notices and tokens.</param>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: an address, the client id or a scope is not valid.
    /// </exception>
    internal PkceSignIn(PkceSignInOptions options, SignInSetting setting)
    {
        _endpoint = setting.CreateTokenEndpoint(options.App);
        _options = options;
        _setting = setting;
        Address = AuthorizationUrl.Create(options, _state, _codes.Challenge);
    }

    /// <summary>X's page on which the user authorizes the app. It contains the PKCE challenge, not the verifier.</summary>
    public Uri Address { get; }

    /// <summary>Opens the browser, listens on the redirect URI until X sends the browser back, and exchanges the code.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The credential; it refreshes itself.</returns>
    /// <exception cref="DmException">
    /// The user denied access, the sign-in was not finished in time, the port is in use, or X refused the code.
    /// </exception>
    public async Task<DmCredential> WithBrowserAsync(CancellationToken cancellationToken = default)
    {
        using var callback = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var credential = await ExchangeAsync(callback.Response.CodeFor(_state), cancellationToken).ConfigureAwait(false);
            await callback.ReplyAsync(CallbackPage.SignedIn()).ConfigureAwait(false);
            return credential;
        }
        catch (DmException exception)
        {
            await callback.ReplyAsync(CallbackPage.Failed(exception)).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException)
        {
            await callback.ReplyAsync(CallbackPage.Stopped()).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Exchanges a code that the user pasted, with the redirect address or alone. For use when no browser can reach this computer.
    /// </summary>
    /// <param name="pasted">What the user pasted after the sign-in at <see cref="Address"/>.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    /// <returns>The credential; it refreshes itself.</returns>
    /// <exception cref="DmException">The user denied access, the text is not valid, or X refused the code.</exception>
    public Task<DmCredential> RedeemAsync(string? pasted, CancellationToken cancellationToken = default)
        => ExchangeAsync(PastedRedirect.CodeIn(pasted, _options.RedirectUri, _state), cancellationToken);

    private async Task<ReceivedCallback> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var receiver = LoopbackReceiver.Listen(_options.RedirectUri, _setting.Clock);
        using var deadline = new CancellationTokenSource(_options.Timeout, _setting.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var waiting = receiver.WaitAsync(Belongs, linked.Token);
        // On another thread: opening the browser may be slow or block, and the response can arrive in the meantime.
        _ = Task.Run(OpenBrowser, CancellationToken.None);
        try
        {
            await ReportWhileAsync(waiting).ConfigureAwait(false);
            return await waiting.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw SignInErrors.TimedOut(_options.Timeout, _foreignResponses > 0);
        }
        finally
        {
            Report(100, TimeSpan.Zero);
        }
    }

    // Anyone can send a response with another state, as often as they like: it is reported once, and the wait goes on.
    private bool Belongs(AuthorizationResponse response)
    {
        if (response.BelongsTo(_state))
            return true;
        if (Interlocked.Increment(ref _foreignResponses) == 1)
        {
            _setting.Notices.Verbose(
                "A response that does not belong to this sign-in (wrong state) arrived at the redirect address. It was ignored.");
        }

        return false;
    }

    private void OpenBrowser()
    {
        try
        {
            (_options.OpenBrowser ?? new SystemBrowser().Open)(Address);
        }
        catch (Exception exception)
        {
            // Whatever the error, the user can still open the address, so only the wait decides how the sign-in ends.
            _setting.Notices?.Post(
                new DmWarningNotice(
                    $"The browser could not be opened ({VisibleText.Of(exception.Message, 200)}). Open this address in a browser on this computer:{Environment.NewLine}{Environment.NewLine}{Address.AbsoluteUri}{Environment.NewLine}")
                {
                    Reason = DmErrorReason.BrowserNotOpened,
                });
        }
    }

    private async Task ReportWhileAsync(Task waiting)
    {
        var end = _setting.Clock.GetUtcNow() + _options.Timeout;
        while (!waiting.IsCompleted)
        {
            var left = end - _setting.Clock.GetUtcNow();
            if (left > TimeSpan.Zero)
                Report((int)(100 * (1 - (left / _options.Timeout))), left);
            using var over = new CancellationTokenSource();
            await Task.WhenAny(waiting, Task.Delay(Tick, _setting.Clock, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Report(int percent, TimeSpan left)
        => _setting.Notices?.Post(new DmProgressNotice("Signing in at X", "Waiting for the browser", percent, left));

    private async Task<DmCredential> ExchangeAsync(string code, CancellationToken cancellationToken)
    {
        try
        {
            var tokens = await _endpoint
                .ExchangeAsync(code, _codes.Verifier, _options.RedirectUri, cancellationToken)
                .ConfigureAwait(false);
            _setting.OnTokens?.Invoke(tokens.ToPublic(_options.ClientId));
            return new OAuth2Credential(tokens, _options.App, _setting);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.Authentication)
        {
            throw SignInErrors.CodeRefused(exception);
        }
    }
}
