using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.SignIn.Pages;

namespace TwitterDm.Sandbox.SignIn.OAuth1;

/// <summary>The authorization page of OAuth 1.0a (RFC 5849, section 2.2). It redirects to the app's callback URL or shows a PIN.</summary>
internal sealed class AuthorizePinPage(TimeProvider clock, RequestTokenStore requestTokens, BrowserSession session)
{
    public const string Path = "/oauth/authorize";

    /// <summary>
    /// The path for "Log in with X", which many clients use by default. X skips the page there if the user has allowed the app before.
    /// </summary>
    public const string AuthenticatePath = "/oauth/authenticate";

    private const string AppName = "Sandbox App";
    private const string Cancel = "cancel";

    private readonly AntiforgeryTokens<PendingConsent> _forms = new(clock);

    public ApiResponse Show(SandboxRequest request)
    {
        if (FindToken(request.Uri.Query) is not { } token)
            return InvalidToken();
        var browser = BrowserCookie.FindOrCreate(request);
        var consent = new PendingConsent(token, session.Account);
        return Page.Consent(
            $"Authorize {AppName} to access your account?", Body(consent, _forms.Issue(consent, browser)), token.Callback, browser);
    }

    public ApiResponse Submit(SandboxRequest request)
    {
        var form = ConsentForm.Read(request);
        return _forms.Redeem(form.Token, BrowserCookie.Find(request)) is { } consent ? Decide(consent, form.IsAllowed) : InvalidToken();
    }

    /// <summary>
    /// Authorizes the app without showing the page. Returns the PIN or the URL of the redirect, or null if the request token is invalid.
    /// </summary>
    public string? Authorize(string query)
    {
        if (FindToken(query) is not { } token || requestTokens.Authorize(token, session.Account) is not { } verifier)
            return null;
        return token.Callback is null ? verifier : CallbackUrl(token, verifier);
    }

    private RequestToken? FindToken(string query)
    {
        if (!QueryString.TryParse(query, out var pairs))
            return null;
        var tokens = pairs.Where(pair => string.Equals(pair.Key, "oauth_token", StringComparison.Ordinal)).ToList();
        return tokens is [var (_, token)] ? requestTokens.FindPending(token) : null;
    }

    private ApiResponse Decide(PendingConsent consent, bool allow)
    {
        var token = consent.Token;
        if (!allow)
        {
            requestTokens.Deny(token);
            return token.Callback is null
                ? Page.Message(
                    200,
                    "You have not signed in",
                    $"<p id=\"problem\">You did not give access to {AppName}. Nothing has changed.</p>")
                : Page.Redirect($"{token.Callback}?denied={PercentEncoding.Encode(token.Token)}");
        }

        if (requestTokens.Authorize(token, consent.Account) is not { } verifier)
            return InvalidToken();
        return token.Callback is null
            ? Page.Message(
                200,
                "You've granted access",
                $"<p>Enter this PIN in {AppName} to finish:</p><p><code id=\"pin\">{verifier}</code></p>")
            : Page.Redirect(CallbackUrl(token, verifier));
    }

    private static string CallbackUrl(RequestToken token, string verifier) =>
        $"{token.Callback}?oauth_token={PercentEncoding.Encode(token.Token)}&oauth_verifier={PercentEncoding.Encode(verifier)}";

    private static ApiResponse InvalidToken()
        => Page.Message(
            403,
            "Whoa there!",
            $"<p id=\"problem\">The request token for this page is invalid. It has expired or was already used. Go back to the app and start again.</p>");

    private static Html Body(PendingConsent consent, string formToken) => $"""
        <p>You are signed in as <strong id="account">@{consent.Account.Username}</strong>.</p>
        <p><span id="app">{AppName}</span> will be able to read, send and delete your Direct Messages.</p>
        {ConsentForm.Write(Path, formToken, "Authorize app", Cancel, "Cancel")}
        """;

    private sealed record PendingConsent(RequestToken Token, Person Account);
}
