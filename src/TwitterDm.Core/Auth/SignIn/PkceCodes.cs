using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>
/// Proof Key for Code Exchange (RFC 7636), method S256: the challenge goes through the browser, the verifier to the token endpoint only,
/// so that an intercepted code is worthless.
/// </summary>
internal sealed class PkceCodes
{
    // 43 characters, with as many random bits as the challenge.
    private const int RandomBytes = 32;

    private PkceCodes(string verifier) => Verifier = verifier;

    public string Verifier { get; }

    public string Challenge => ChallengeOf(Verifier);

    public static PkceCodes Create() => new(RandomText());

    /// <summary>256 random bits in characters that need no escaping in an address.</summary>
    public static string RandomText() => Base64Url(RandomNumberGenerator.GetBytes(RandomBytes));

    internal static string ChallengeOf(string verifier) => Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
