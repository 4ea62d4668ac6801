using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>Issues tokens for an authorization code (RFC 6749, section 4.1.3) or a refresh token (section 6).</summary>
internal sealed class TokenEndpoint(ClientAuthenticator clients, OAuth2TokenStore tokens, AuthorizationCodeStore codes)
{
    public ApiResponse Handle(SandboxRequest request)
    {
        if (!TokenForm.TryRead(request, out var form, out var error))
            return error;
        if (clients.Authenticate(request, form, out error) is not { } app)
            return error;
        return form["grant_type"] switch
        {
            "authorization_code" => RedeemCode(form, app),
            "refresh_token" => Refresh(form, app),
            null => TokenResponses.Missing("grant_type"),
            var other => TokenResponses.Error(400, "unsupported_grant_type", $"Value passed for the grant type was invalid: [{other}]."),
        };
    }

    private ApiResponse RedeemCode(TokenForm form, RegisteredApp app)
    {
        if (form["code"] is not { } code)
            return TokenResponses.Missing("code");
        if (form["redirect_uri"] is not { } redirectUri)
            return TokenResponses.Missing("redirect_uri");
        if (form["code_verifier"] is not { } verifier)
            return TokenResponses.Missing("code_verifier");
        var (issued, error) = codes.Redeem(code, app, redirectUri, verifier);
        return issued is null ? TokenResponses.InvalidRequest(error) : Success(issued);
    }

    private ApiResponse Refresh(TokenForm form, RegisteredApp app)
    {
        if (form["refresh_token"] is not { } token)
            return TokenResponses.Missing("refresh_token");
        IReadOnlyList<string>? narrowed = null;
        if (form["scope"] is { } scope && (narrowed = OAuth2Scopes.Parse(scope)) is null)
            return InvalidScope();
        return tokens.Refresh(token, app, narrowed, out var error) is { } issued ? Success(issued)
            : error == RefreshError.ScopeNotGranted ? InvalidScope()
            : TokenResponses.InvalidRequest("Value passed for the token was invalid.");
    }

    private static ApiResponse InvalidScope() =>
        TokenResponses.Error(400, TokenResponses.InvalidScopeCode, "Value passed for the scope was unknown or exceeds the granted scope.");

    private ApiResponse Success(IssuedTokens issued) => TokenResponses.Success(json =>
    {
        json.WriteStartObject();
        json.WriteString("token_type", "bearer");
        json.WriteNumber("expires_in", (long)tokens.Lifetime.TotalSeconds);
        json.WriteString("access_token", issued.AccessToken);
        json.WriteString("scope", string.Join(' ', issued.Scopes));
        if (issued.RefreshToken is { } refreshToken)
            json.WriteString("refresh_token", refreshToken);
        json.WriteEndObject();
    });
}
