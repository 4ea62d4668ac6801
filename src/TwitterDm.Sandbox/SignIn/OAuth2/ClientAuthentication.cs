using System.Text;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>
/// Which app calls the token endpoint. A public one gives its id in the body; one with a secret gives both by HTTP Basic, each encoded as a
/// form's value first (RFC 6749, section 2.3.1), and never in the body.
/// </summary>
internal static class ClientAuthentication
{
    /// <summary>The app, or null and the answer that turns it away.</summary>
    public static SandboxApp? Identify(SandboxRequest request, TokenForm form, out Answer refusal)
    {
        var header = AuthorizationHeader.Of(request);
        return header.IsMissing ? IdentifyByBody(form, out refusal) : IdentifyByHeader(header, form, out refusal);
    }

    private static SandboxApp? IdentifyByBody(TokenForm form, out Answer refusal)
    {
        if (form["client_id"] is not { } id)
        {
            refusal = OAuthAnswers.Missing("client_id");
            return null;
        }

        refusal = OAuthAnswers.InvalidClient;
        if (SandboxApp.Find(id) is not { } app)
            return null;
        if (app.ClientSecret is null)
            return form["client_secret"] is null ? app : null;
        refusal = OAuthAnswers.NoValidHeader;
        return null;
    }

    private static SandboxApp? IdentifyByHeader(AuthorizationHeader header, TokenForm form, out Answer refusal)
    {
        refusal = OAuthAnswers.NoValidHeader;
        if (!TryDecode(header, out var id, out var secret)
            || SandboxApp.Find(id) is not { ClientSecret: { } expected } app
            || !Secrets.Equal(secret, expected))
        {
            return null;
        }

        if (form["client_secret"] is not null)
        {
            refusal = OAuthAnswers.Invalid("A client shows its secret in one way alone.");
            return null;
        }

        refusal = OAuthAnswers.Invalid("Value passed for the client id was not the one of the authorization header.");
        return form["client_id"] is { } other && !string.Equals(other, id, StringComparison.Ordinal) ? null : app;
    }

    private static bool TryDecode(AuthorizationHeader header, out string id, out string secret)
    {
        (id, secret) = ("", "");
        var octets = new byte[header.Credentials.Length];
        if (!header.IsBasic || !Convert.TryFromBase64String(header.Credentials, octets, out var length))
            return false;
        // In Latin-1 every byte is a symbol; those beyond ASCII are refused by the decoding that follows.
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
