using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Sandbox.Authentication;

/// <summary>Creates unguessable values and compares them in constant time.</summary>
internal static class Secrets
{
    private const int ByteCount = 32;
    private const int CharacterCount = 43;

    /// <summary>Creates a secret from characters that never need escaping.</summary>
    public static string New(string prefix) => prefix + Base64UrlText(RandomNumberGenerator.GetBytes(ByteCount));

    /// <summary>Whether a text has the form of a secret without a prefix.</summary>
    public static bool HasForm(string text) =>
        text.Length == CharacterCount && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_');

    public static bool Equal(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    /// <summary>Base64url without padding (RFC 7636, appendix A).</summary>
    public static string Base64UrlText(byte[] octets) =>
        Convert.ToBase64String(octets).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
