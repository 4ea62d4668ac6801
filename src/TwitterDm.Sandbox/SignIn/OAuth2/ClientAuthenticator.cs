using System.Text;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>
/// Identifies the client that calls a token endpoint. A public client sends its id in the body. A confidential client sends id and secret
/// with HTTP Basic authentication, each form-encoded first (RFC 6749, section 2.3.1), and never in the body.
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
        if (!TryDecode(header, out var id, out var secret)
            || apps.Find(id) is not { ClientSecret: { } expected } app
            || !Secrets.Equal(secret, expected))
        {
            return null;
        }

        if (form["client_secret"] is not null)
        {
            error = TokenResponses.InvalidRequest("A client must not use more than one authentication method.");
            return null;
        }

        error = TokenResponses.InvalidRequest("Value passed for the client id did not match the authorization header.");
        return form["client_id"] is { } other && !string.Equals(other, id, StringComparison.Ordinal) ? null : app;
    }

    /// <summary>Reads the id and the secret of HTTP Basic authentication, which are form-encoded.</summary>
    public static bool TryDecode(AuthorizationHeader header, out string id, out string secret)
    {
        (id, secret) = ("", "");
        var octets = new byte[header.Credentials.Length];
        if (!header.IsBasic || !Convert.TryFromBase64String(header.Credentials, octets, out var length))
            return false;
        // Latin-1 maps every byte to a character. Percent-decoding then refuses those outside ASCII.
        var parts = Encoding.Latin1.GetString(octets, 0, length).Split(':', 2);
        if (parts.Length < 2
            || !PercentEncoding.TryDecode(parts[0], plusIsSpace: true, out var decodedId)
            || !PercentEncoding.TryDecode(parts[1], plusIsSpace: true, out var decodedSecret))
        {
            return false;
        }

        (id, secret) = (decodedId, decodedSecret);
        return true;
    }
}
