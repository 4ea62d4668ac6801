using System.Text;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The user and the password of HTTP Basic authentication.</summary>
internal sealed record BasicCredentials(string User, string Password)
{
    // Latin-1 has a character for each byte.
    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.Latin1];

    /// <summary>
    /// Returns what a header can mean: both parts form-encoded (RFC 6749, section 2.3.1), or as they are, as on X's page and in X's own SDK.
    /// For a secret of unreserved characters, as X issues them, that is the same.
    /// </summary>
    public static IEnumerable<BasicCredentials> Of(AuthorizationHeader header)
    {
        var octets = new byte[header.Credentials.Length];
        return header.IsBasic && Convert.TryFromBase64String(header.Credentials, octets, out var length)
            ? Encodings.SelectMany(encoding => Read(encoding.GetString(octets, 0, length)))
            : [];
    }

    private static IEnumerable<BasicCredentials> Read(string joined)
    {
        if (joined.Split(':', 2) is not [var user, var password])
            yield break;
        yield return new(user, password);
        if (PercentEncoding.TryDecode(user, plusIsSpace: true, out var decodedUser)
            && PercentEncoding.TryDecode(password, plusIsSpace: true, out var decodedPassword))
        {
            yield return new(decodedUser, decodedPassword);
        }
    }
}
