using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.SignIn.OAuth1;
using TwitterDm.Sandbox.SignIn.OAuth2;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Authentication;

/// <summary>Finds out who calls, from the Authorization header alone.</summary>
internal sealed class Authenticator(SignatureCheck signatures, TokenBook bearers, SignedTokens signed)
{
    /// <summary>The caller, or the answer that turns it away.</summary>
    public Caller? Identify(SandboxRequest request, out Answer refusal)
    {
        refusal = ProblemAnswers.Unauthorized;
        var header = AuthorizationHeader.Of(request);
        if (header.IsBearer)
            return bearers.Find(header.Credentials);
        if (!header.IsOAuth)
            return null;
        if (signatures.Refusal(request, header.Credentials, signed.SecretOf, out var parameters) is not { } reason)
            return Caller.Signed(signed.AccountOf(parameters)!);
        refusal = ProblemAnswers.OldError(401, reason.Code, reason.Message);
        return null;
    }

    /// <summary>The account of a request that was let in already: nothing is checked again, and no nonce used up.</summary>
    public Person? Recognize(SandboxRequest request)
    {
        var header = AuthorizationHeader.Of(request);
        if (header.IsBearer)
            return bearers.Find(header.Credentials) is { Kind: CallerKind.UserWithScopes } caller ? caller.User : null;
        return header.IsOAuth && AuthorizationParameters.TryParse(header.Credentials, out var parameters) ? signed.AccountOf(parameters) : null;
    }

    /// <summary>What an endpoint answers to a caller that may not use it, or null where it may.</summary>
    public static Answer? Forbid(Caller caller, Endpoint endpoint)
    {
        if (caller.Kind == CallerKind.Application)
            return endpoint.AppOnlyAllowed ? null : ProblemAnswers.UnsupportedAuthentication;
        if (caller.Kind == CallerKind.User)
            return null;
        var missing = endpoint.Scopes.Except(caller.Scopes, StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? null : ProblemAnswers.MissingScope(missing);
    }
}
