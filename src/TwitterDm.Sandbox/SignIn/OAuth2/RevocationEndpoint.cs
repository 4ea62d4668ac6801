using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>Revokes a token (RFC 7009). Revoking an invalid token succeeds, and revoking another app's token fails.</summary>
internal sealed class RevocationEndpoint(ClientAuthenticator clients, OAuth2TokenStore tokens)
{
    public ApiResponse Handle(SandboxRequest request)
    {
        if (!TokenForm.TryRead(request, out var form, out var error))
            return error;
        if (clients.Authenticate(request, form, out error) is not { } app)
            return error;
        // The optional token_type_hint (section 2.1) is ignored: both kinds of tokens are searched.
        if (form["token"] is not { } token)
            return TokenResponses.Missing("token");
        return tokens.TryRevoke(token, app) ? Revoked() : TokenResponses.InvalidRequest("Value passed for the token was invalid.");
    }

    private static ApiResponse Revoked() => TokenResponses.Success(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("revoked", true);
        json.WriteEndObject();
    });
}
