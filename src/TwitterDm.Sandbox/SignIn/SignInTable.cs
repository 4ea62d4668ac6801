using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.SignIn.OAuth2;

namespace TwitterDm.Sandbox.SignIn;

/// <summary>The addresses of signing in, and what each of them remembers in common with the others.</summary>
internal sealed class SignInTable
{
    private readonly IReadOnlyList<SignInEndpoint> _endpoints;

    public SignInTable(SandboxOptions options, TokenBook tokens)
    {
        var codes = new AuthorizationCodes(options.Clock, tokens);
        _endpoints =
        [
            new PostToken(tokens, codes, options),
            new PostRevoke(tokens),
        ];
    }

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
