using TwitterDm.Notices;
using TwitterDm.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>
/// One sign-in with OAuth 2.0: authorization code with PKCE. The user says yes at <see cref="Address"/>; the code that X gives for it comes
/// through the browser to a loopback address, or is pasted by the user, and is exchanged for tokens.
/// </summary>
internal sealed class PkceSignIn
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly TokenEndpoint _tokens;
    private readonly PkceSignInOptions _options;
    private readonly PkceCodes _proof = PkceCodes.Create();
    private readonly string _state = PkceCodes.RandomText();

    /// <param name="tokens">Exchanges the code; of the same app.</param>
    /// <param name="options">Which app, and what for.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: an address, the client id or a scope is not taken.</exception>
    public PkceSignIn(TokenEndpoint tokens, PkceSignInOptions options)
    {
        _tokens = tokens;
        _options = options;
        Address = AuthorizationUrl.Create(options, _state, _proof.Challenge);
    }

    /// <summary>Where the user says yes or no. It holds the challenge, and not what proves it.</summary>
    public Uri Address { get; }

    /// <summary>Opens the browser, waits for its answer on the redirect address, and exchanges the code. Afterwards nothing listens.</summary>
    /// <param name="openBrowser">Opens an address; called on a thread of its own. Where it fails, a warning gives the address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DmException">Denied, timed out, wrong state, port taken, or the code was refused.</exception>
    public async Task<TokenSet> WithBrowserAsync(Action<Uri> openBrowser, CancellationToken cancellationToken)
    {
        using var callback = await ReceiveAsync(openBrowser, cancellationToken).ConfigureAwait(false);
        try
        {
            var tokens = await ExchangeAsync(callback.Answer.CodeFor(_state), cancellationToken).ConfigureAwait(false);
            await callback.ReplyAsync(CallbackPage.SignedIn()).ConfigureAwait(false);
            return tokens;
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

    /// <summary>For where no browser can reach this computer: exchanges the code in what the user pasted, the redirect address or the code alone.</summary>
    /// <param name="pasted">What the user pasted after the sign-in at <see cref="Address"/>.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    /// <exception cref="DmException">Denied, wrong state, not readable, or the code was refused.</exception>
    public Task<TokenSet> RedeemAsync(string? pasted, CancellationToken cancellationToken)
        => ExchangeAsync(PastedRedirect.CodeIn(pasted, _options.RedirectUri, _state), cancellationToken);

    private async Task<ReceivedCallback> ReceiveAsync(Action<Uri> openBrowser, CancellationToken cancellationToken)
    {
        using var receiver = LoopbackReceiver.Listen(_options.RedirectUri, _options.Clock);
        using var deadline = new CancellationTokenSource(_options.Timeout, _options.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var waiting = receiver.WaitAsync(linked.Token);
        // It may take its time, or block: the answer is waited for meanwhile.
        _ = Task.Run(() => Open(openBrowser), CancellationToken.None);
        try
        {
            await TellWhileAsync(waiting).ConfigureAwait(false);
            return await waiting.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw SignInErrors.TimedOut(_options.Timeout);
        }
        finally
        {
            Tell(100, TimeSpan.Zero);
        }
    }

    private void Open(Action<Uri> openBrowser)
    {
        try
        {
            openBrowser(Address);
        }
        catch (Exception exception)
        {
            // Whatever it is, the user can still open the address: only the wait decides how the sign-in ends.
            _options.Notices?.Post(new DmWarningNotice(
                $"The browser could not be opened ({VisibleText.Of(exception.Message, 200)}). Open this address in a browser on this computer, or stop and add -NoBrowser: {Address.AbsoluteUri}"));
        }
    }

    private async Task TellWhileAsync(Task waiting)
    {
        var end = _options.Clock.GetUtcNow() + _options.Timeout;
        while (!waiting.IsCompleted)
        {
            var left = end - _options.Clock.GetUtcNow();
            if (left > TimeSpan.Zero)
                Tell((int)(100 * (1 - (left / _options.Timeout))), left);
            using var over = new CancellationTokenSource();
            await Task.WhenAny(waiting, Task.Delay(Tick, _options.Clock, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Tell(int percent, TimeSpan left)
        => _options.Notices?.Post(new DmProgressNotice("Signing in at X", "Waiting for the sign-in in the browser", percent, left));

    private async Task<TokenSet> ExchangeAsync(string code, CancellationToken cancellationToken)
    {
        try
        {
            return await _tokens.ExchangeAsync(code, _proof.Verifier, _options.RedirectUri, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.Authentication)
        {
            throw SignInErrors.CodeRefused(exception);
        }
    }
}
