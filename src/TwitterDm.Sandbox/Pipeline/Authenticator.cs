using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;

namespace TwitterDm.Sandbox.Pipeline;

/// <summary>Identifies the caller by the Authorization header.</summary>
internal sealed class Authenticator(SignatureValidator signatures, OAuth2TokenStore bearerTokens, OAuth1TokenStore oauth1Tokens)
{
    /// <summary>Returns the caller, or null and the error response.</summary>
    public Caller? Authenticate(SandboxRequest request, out ApiResponse error)
    {
        error = ProblemResponses.Unauthorized;
        var header = AuthorizationHeader.Of(request);
        if (header.IsBearer)
            return bearerTokens.FindCaller(header.Credentials);
        if (!header.IsOAuth)
            return null;
        if (signatures.Validate(request, header.Credentials, oauth1Tokens.FindSecret, out var parameters) is not { } signatureError)
            return Caller.FromOAuth1(oauth1Tokens.FindAccount(parameters)!);
        error = ProblemResponses.ErrorCode(401, signatureError.Code, signatureError.Message) with
        {
            Headers = ProblemResponses.Unauthorized.Headers,
        };
        return null;
    }

    /// <summary>
    /// Returns the account of a request that was authenticated before. Nothing is validated again, and no nonce is used up.
    /// </summary>
    public Person? FindAccount(SandboxRequest request)
    {
        var header = AuthorizationHeader.Of(request);
        if (header.IsBearer)
            return bearerTokens.FindCaller(header.Credentials)?.Account;
        return header.IsOAuth && AuthorizationParameters.TryParse(header.Credentials, out var parameters)
            ? oauth1Tokens.FindAccount(parameters)
            : null;
    }
}
