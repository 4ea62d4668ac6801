using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>Makes a token worthless (RFC 7009). A token that is not good anyway is no error; another app's is.</summary>
internal sealed class RevokeEndpoint(TokenBook tokens)
{
    public Answer Handle(SandboxRequest request)
    {
        if (!TokenForm.TryRead(request, out var form, out var refusal))
            return refusal;
        if (ClientAuthentication.Identify(request, form, out refusal) is not { } app)
            return refusal;
        // The hint of section 2.1, token_type_hint, may be left aside: both kinds are looked through.
        if (form["token"] is not { } token)
            return OAuthAnswers.Missing("token");
        return tokens.TryRevoke(token, app) ? Revoked() : OAuthAnswers.Invalid("Value passed for the token was invalid.");
    }

    private static Answer Revoked() => OAuthAnswers.Success(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("revoked", true);
        json.WriteEndObject();
    });
}
