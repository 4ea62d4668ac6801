using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Sandbox.SignIn;

/// <summary>Makes what nobody may guess, and compares it without telling how far it was right.</summary>
internal static class Secrets
{
    private const int Octets = 32;
    private const int Letters = 43;

    /// <summary>A new secret in letters that need no escape anywhere.</summary>
    public static string New(string prefix) => prefix + Base64UrlText(RandomNumberGenerator.GetBytes(Octets));

    /// <summary>Whether a text looks like a secret without a prefix.</summary>
    public static bool HasForm(string text) => text.Length == Letters && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_');

    public static bool Equal(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    /// <summary>Base64url without padding (RFC 7636, appendix A).</summary>
    public static string Base64UrlText(byte[] octets) =>
        Convert.ToBase64String(octets).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
