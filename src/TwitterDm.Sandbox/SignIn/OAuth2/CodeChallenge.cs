using System.Security.Cryptography;
using System.Text;
using TwitterDm.Sandbox.Authentication;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>
/// A challenge of Proof Key for Code Exchange (RFC 7636) with one of the two methods that X documents: S256, the hash of a verifier, or
/// plain, the verifier itself.
/// </summary>
internal sealed class CodeChallenge
{
    private const string Hashed = "S256";
    private const string Plain = "plain";
    private const int HashLength = 43;
    private const int MinVerifierLength = 43;

    private readonly string _value;
    private readonly bool _isHashed;

    private CodeChallenge(string value, bool isHashed) => (_value, _isHashed) = (value, isHashed);

    /// <summary>Reads the parameters of an authorization request. Returns null, and what is wrong, if they are not valid.</summary>
    /// <param name="method">The code_challenge_method. X does not say what it assumes without one.</param>
    /// <param name="value">The code_challenge.</param>
    /// <param name="error">The description of the error for the app.</param>
    public static CodeChallenge? Parse(string? method, string? value, out string error)
    {
        error = "The code_challenge_method must be S256 or plain.";
        if (method is not (Hashed or Plain))
            return null;
        error = "The parameter code_challenge is missing, or with S256 not the base64url encoding of a SHA-256 hash.";
        return value is not null && (method is Plain || IsHash(value)) ? new(value, method is Hashed) : null;
    }

    /// <summary>
    /// Whether this is the challenge of a verifier. There is no upper limit for its length: X accepts the 171 characters that widely used
    /// clients send, although RFC 7636 ends at 128.
    /// </summary>
    public bool IsMetBy(string verifier) =>
        _isHashed
            ? verifier.Length >= MinVerifierLength && verifier.All(IsUnreserved) && Secrets.Equal(HashOf(verifier), _value)
            : Secrets.Equal(verifier, _value);

    private static bool IsHash(string text) =>
        text.Length == HashLength && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_');

    // Section 4.1.
    private static bool IsUnreserved(char symbol) => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '.' or '_' or '~';

    private static string HashOf(string verifier) => Secrets.Base64UrlText(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
