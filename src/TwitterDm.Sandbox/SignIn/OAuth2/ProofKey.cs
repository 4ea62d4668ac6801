using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>PKCE (RFC 7636), with the method S256 alone.</summary>
internal static class ProofKey
{
    public const string Method = "S256";

    private const int ChallengeLength = 43;
    private const int ShortestVerifier = 43;
    private const int LongestVerifier = 128;

    /// <summary>Whether a text can be the base64url of a SHA-256.</summary>
    public static bool IsChallenge(string text) =>
        text.Length == ChallengeLength && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_');

    /// <summary>Whether a text is a verifier as section 4.1 wants it.</summary>
    public static bool IsVerifier(string text) =>
        text.Length is >= ShortestVerifier and <= LongestVerifier
        && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '.' or '_' or '~');

    public static string ChallengeOf(string verifier) => Secrets.Base64UrlText(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
