using System.Security.Cryptography;
using System.Text;
using TwitterDm.Sandbox.Authentication;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>Proof Key for Code Exchange (RFC 7636) with the method S256.</summary>
internal static class Pkce
{
    public const string Method = "S256";

    private const int ChallengeLength = 43;
    private const int MinVerifierLength = 43;
    private const int MaxVerifierLength = 128;

    /// <summary>Whether a text can be the base64url encoding of a SHA-256 hash.</summary>
    public static bool IsChallenge(string text) =>
        text.Length == ChallengeLength && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_');

    /// <summary>Whether a text is a valid code verifier (section 4.1).</summary>
    public static bool IsVerifier(string text) =>
        text.Length is >= MinVerifierLength and <= MaxVerifierLength
        && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '.' or '_' or '~');

    public static string ChallengeOf(string verifier) => Secrets.Base64UrlText(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
