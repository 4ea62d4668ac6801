using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.SignIn.OAuth1;
using TwitterDm.Sandbox.SignIn.OAuth2;
using TwitterDm.Sandbox.SignIn.Pages;

namespace TwitterDm.Sandbox.SignIn;

/// <summary>The pages and token endpoints for signing in. X serves the pages from another host; the sandbox has only one.</summary>
internal sealed class SignInRoutes
{
    private readonly IReadOnlyList<SignInRoute> _routes;

    public SignInRoutes(
        TimeProvider clock,
        AppRegistry apps,
        OAuth2TokenStore tokens,
        OAuth1TokenStore oauth1Tokens,
        SignatureValidator signatures,
        AppTokenEndpoint appToken)
    {
        var codes = new AuthorizationCodeStore(clock, tokens);
        var requestTokens = new RequestTokenStore(clock);
        var oauth1 = new OAuth1TokenEndpoints(signatures, requestTokens, oauth1Tokens);
        var clients = new ClientAuthenticator(apps);
        Authorize = new AuthorizePage(clock, apps, codes, Session);
        AuthorizePin = new AuthorizePinPage(clock, requestTokens, Session);
        _routes =
        [
            new("GET", AuthorizePage.Path, Authorize.Show),
            new("POST", AuthorizePage.Path, Authorize.Submit),
            new("GET", AuthorizePage.DescribedPath, Authorize.Show),
            new("POST", "/2/oauth2/token", new TokenEndpoint(clients, tokens, codes).Handle),
            new("POST", "/2/oauth2/revoke", new RevocationEndpoint(clients, tokens).Handle),
            new("POST", AppTokenEndpoint.Path, appToken.Handle),
            new("POST", "/oauth/request_token", oauth1.RequestToken),
            new("GET", AuthorizePinPage.Path, AuthorizePin.Show),
            new("POST", AuthorizePinPage.Path, AuthorizePin.Submit),
            new("GET", AuthorizePinPage.AuthenticatePath, AuthorizePin.Show),
            new("POST", "/oauth/access_token", oauth1.AccessToken),
        ];
    }

    public BrowserSession Session { get; } = new();

    public AuthorizePage Authorize { get; }

    public AuthorizePinPage AuthorizePin { get; }

    /// <summary>Handles a request to one of these paths. Returns null for any other path.</summary>
    public ApiResponse? Handle(SandboxRequest request)
    {
        var candidates = _routes.Where(route => string.Equals(route.Path, request.Uri.AbsolutePath, StringComparison.Ordinal)).ToList();
        if (candidates.Count == 0)
            return null;
        var match = candidates.Find(route => string.Equals(route.Method, request.Method, StringComparison.OrdinalIgnoreCase));
        return match is null ? ProblemResponses.MethodNotAllowed(candidates.Select(route => route.Method)) : match.Handle(request);
    }

    /// <summary>One method on one path. Unlike an API endpoint, it needs no signed-in user and has no rate limit.</summary>
    private sealed record SignInRoute(string Method, string Path, Func<SandboxRequest, ApiResponse> Handle);
}
