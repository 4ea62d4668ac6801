using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.SignIn.OAuth1;
using TwitterDm.Sandbox.SignIn.OAuth2;

namespace TwitterDm.Sandbox.SignIn;

/// <summary>The addresses of signing in. At X those of the pages are another host's; here all are one's.</summary>
internal sealed class SignInTable
{
    private readonly IReadOnlyList<SignInEndpoint> _endpoints;

    public SignInTable(SandboxOptions options, TokenBook bearers, SignedTokens signed, SignatureCheck signatures)
    {
        var codes = new AuthorizationCodes(options.Clock, bearers);
        var requests = new RequestTokens(options.Clock);
        var legs = new ThreeLegs(signatures, requests, signed);
        Authorize = new AuthorizePage(options.Clock, codes, Session);
        AuthorizePin = new AuthorizePinPage(options.Clock, requests, Session);
        _endpoints =
        [
            new("GET", AuthorizePage.Path, Authorize.Show),
            new("POST", AuthorizePage.Path, Authorize.Take),
            new("POST", "/2/oauth2/token", new TokenEndpoint(bearers, codes, options).Handle),
            new("POST", "/2/oauth2/revoke", new RevokeEndpoint(bearers).Handle),
            new("POST", "/oauth/request_token", legs.RequestToken),
            new("GET", AuthorizePinPage.Path, AuthorizePin.Show),
            new("POST", AuthorizePinPage.Path, AuthorizePin.Take),
            new("POST", "/oauth/access_token", legs.AccessToken),
        ];
    }

    public BrowserSession Session { get; } = new();

    public AuthorizePage Authorize { get; }

    public AuthorizePinPage AuthorizePin { get; }

    /// <summary>The answer to a request whose path is one of signing in; null where it is another one's.</summary>
    public Answer? Answer(SandboxRequest request)
    {
        var here = _endpoints.Where(endpoint => string.Equals(endpoint.Path, request.Uri.AbsolutePath, StringComparison.Ordinal)).ToList();
        if (here.Count == 0)
            return null;
        var endpoint = here.Find(one => string.Equals(one.Method, request.Method, StringComparison.OrdinalIgnoreCase));
        return endpoint is null ? ProblemAnswers.MethodNotAllowed : endpoint.Handle(request);
    }
}
