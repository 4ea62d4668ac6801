using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.SignIn.Pages;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The authorization page of OAuth 2.0.</summary>
internal sealed class AuthorizePage(TimeProvider clock, AppRegistry apps, AuthorizationCodeStore codes, BrowserSession session)
{
    public const string Path = "/i/oauth2/authorize";

    /// <summary>The path in X's OpenAPI description.</summary>
    public const string DescribedPath = "/2/oauth2/authorize";

    private const string Deny = "deny";

    private readonly AntiforgeryTokens<PendingConsent> _forms = new(clock);

    public ApiResponse Show(SandboxRequest request)
    {
        if (AuthorizationRequest.Validate(request.Uri.Query, apps, out var error) is not { } authorization)
            return ErrorResponse(error);
        var browser = BrowserCookie.FindOrCreate(request);
        var consent = new PendingConsent(authorization, session.Account);
        return Page.Consent(
            $"{authorization.App.Name} wants to access your account",
            Body(consent, _forms.Issue(consent, browser)),
            authorization.RedirectUri,
            browser);
    }

    public ApiResponse Submit(SandboxRequest request)
    {
        var form = ConsentForm.Read(request);
        if (_forms.Redeem(form.Token, BrowserCookie.Find(request)) is not { } consent)
            return Page.Message(403, "This page has expired", $"<p id=\"problem\">Go back to the app and start again.</p>");
        return Decide(consent, form.IsAllowed);
    }

    /// <summary>Makes the user's decision without showing the page.</summary>
    public ApiResponse Decide(string query, bool allow) => AuthorizationRequest.Validate(query, apps, out var error) is { } authorization
        ? Decide(new PendingConsent(authorization, session.Account), allow)
        : ErrorResponse(error);

    private ApiResponse Decide(PendingConsent consent, bool allow)
    {
        var request = consent.Request;
        var response = new AuthorizationResponse(request.RedirectUri, request.State);
        return allow
            ? response.Code(codes.Issue(new Grant(request.App, consent.Account, request.Scopes), request.RedirectUri, request.Challenge))
            : response.Error("access_denied");
    }

    private static ApiResponse ErrorResponse(AuthorizationRequest.ValidationFailure failure) => failure.RespondTo is { } response
        ? response.Error(failure.Error, failure.Description)
        : Page.Message(400, "Something went wrong", $"<p id=\"problem\">{failure.Description}</p>");

    private static Html Body(PendingConsent consent, string formToken) => $"""
        <p>You are signed in as <strong id="account">@{consent.Account.Username}</strong>. <span id="app">{consent.Request.App.Name}</span> requests:</p>
        <ul id="scopes">{Html.Each(consent.Request.Scopes, scope => $"<li>{scope}</li>")}</ul>
        <p>You will be redirected to <code id="redirect">{consent.Request.RedirectUri}</code>.</p>
        {ConsentForm.Write(Path, formToken, "Allow", Deny, "Deny")}
        """;

    // The account is the one that the page showed, even if another one signs in before the form is submitted.
    private sealed record PendingConsent(AuthorizationRequest Request, Person Account);
}
