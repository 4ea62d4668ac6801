using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>
/// Identifies the client that calls a token endpoint. A public client sends its id in the body. A confidential client sends id and secret
/// with HTTP Basic authentication, and never in the body.
/// </summary>
internal sealed class ClientAuthenticator(AppRegistry apps)
{
    /// <summary>Returns the app, or null and the error response.</summary>
    public RegisteredApp? Authenticate(SandboxRequest request, TokenForm form, out ApiResponse error)
    {
        var header = AuthorizationHeader.Of(request);
        return header.IsMissing ? AuthenticateByBody(form, out error) : AuthenticateByHeader(header, form, out error);
    }

    private RegisteredApp? AuthenticateByBody(TokenForm form, out ApiResponse error)
    {
        if (form["client_id"] is not { } id)
        {
            error = TokenResponses.Missing("client_id");
            return null;
        }

        error = TokenResponses.InvalidClient;
        if (apps.Find(id) is not { } app)
            return null;
        if (app.ClientSecret is null)
            return form["client_secret"] is null ? app : null;
        error = TokenResponses.InvalidAuthorizationHeader;
        return null;
    }

    private RegisteredApp? AuthenticateByHeader(AuthorizationHeader header, TokenForm form, out ApiResponse error)
    {
        error = TokenResponses.InvalidAuthorizationHeader;
        if (BasicCredentials.Of(header).Select(Find).FirstOrDefault(found => found is not null) is not { } app)
            return null;

        if (form["client_secret"] is not null)
        {
            error = TokenResponses.InvalidRequest("A client must not use more than one authentication method.");
            return null;
        }

        error = TokenResponses.InvalidRequest("Value passed for the client id did not match the authorization header.");
        return form["client_id"] is { } other && apps.Find(other) != app ? null : app;
    }

    private RegisteredApp? Find(BasicCredentials credentials)
        => apps.Find(credentials.User) is { ClientSecret: { } secret } app && Secrets.Equal(credentials.Password, secret) ? app : null;
}
