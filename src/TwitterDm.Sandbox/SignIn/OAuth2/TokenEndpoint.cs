using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The token endpoint: gives tokens for a code (RFC 6749, section 4.1.3) or for a refresh token (section 6).</summary>
internal sealed class TokenEndpoint(TokenBook tokens, AuthorizationCodes codes, SandboxOptions options)
{
    public Answer Handle(SandboxRequest request)
    {
        if (!TokenForm.TryRead(request, out var form, out var refusal))
            return refusal;
        if (ClientAuthentication.Identify(request, form, out refusal) is not { } app)
            return refusal;
        return form["grant_type"] switch
        {
            "authorization_code" => ForCode(form, app),
            "refresh_token" => ForRefreshToken(form, app),
            null => OAuthAnswers.Missing("grant_type"),
            var other => OAuthAnswers.Of(400, "unsupported_grant_type", $"Value passed for the grant type was invalid: [{other}]."),
        };
    }

    private Answer ForCode(TokenForm form, SandboxApp app)
    {
        if (form["code"] is not { } code)
            return OAuthAnswers.Missing("code");
        if (form["redirect_uri"] is not { } redirectUri)
            return OAuthAnswers.Missing("redirect_uri");
        if (form["code_verifier"] is not { } verifier)
            return OAuthAnswers.Missing("code_verifier");
        var (issued, complaint) = codes.Redeem(code, app, redirectUri, verifier);
        return issued is null ? OAuthAnswers.Invalid(complaint) : Success(issued);
    }

    private Answer ForRefreshToken(TokenForm form, SandboxApp app)
    {
        if (form["refresh_token"] is not { } token)
            return OAuthAnswers.Missing("refresh_token");
        IReadOnlyList<string>? narrowed = null;
        if (form["scope"] is { } scope && (narrowed = Scopes.Read(scope)) is null)
            return ScopeRefused();
        return tokens.Refresh(token, app, narrowed, out var complaint) is { } issued
            ? Success(issued)
            : complaint == RefreshComplaint.ScopeNotAllowed ? ScopeRefused() : OAuthAnswers.Invalid("Value passed for the token was invalid.");
    }

    private static Answer ScopeRefused() =>
        OAuthAnswers.Of(400, OAuthAnswers.InvalidScope, "Value passed for the scope was unknown, or more than the user allowed.");

    private Answer Success(IssuedTokens issued) => OAuthAnswers.Success(json =>
    {
        json.WriteStartObject();
        json.WriteString("token_type", "bearer");
        json.WriteNumber("expires_in", (long)options.TokenLifetime.TotalSeconds);
        json.WriteString("access_token", issued.AccessToken);
        json.WriteString("scope", string.Join(' ', issued.Scopes));
        if (issued.RefreshToken is { } refreshToken)
            json.WriteString("refresh_token", refreshToken);
        json.WriteEndObject();
    });
}
