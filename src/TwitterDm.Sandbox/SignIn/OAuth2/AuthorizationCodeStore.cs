using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth2;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>
/// The issued authorization codes. A code can be redeemed once, whether or not that succeeds. When a code is used again, it may be stolen,
/// so the tokens that it was exchanged for are revoked (RFC 6749, section 4.1.2).
/// </summary>
internal sealed class AuthorizationCodeStore(TimeProvider clock, OAuth2TokenStore tokens)
{
    // The lifetime at X.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly Dictionary<string, AuthorizationCode> _codes = new(StringComparer.Ordinal);

    public string Issue(Grant grant, string redirectUri, CodeChallenge challenge)
    {
        var text = Secrets.New("sandbox-code-");
        lock (_gate)
            _codes[text] = new AuthorizationCode(grant, redirectUri, challenge, clock.GetUtcNow() + Lifetime);
        return text;
    }

    /// <summary>
    /// Issues tokens for a code, or returns X's error description. The tokens are issued under the lock, so that a concurrent second use of
    /// the code revokes them.
    /// </summary>
    public (IssuedTokens? Tokens, string Error) Redeem(string text, RegisteredApp app, string redirectUri, string verifier)
    {
        const string Invalid = "Value passed for the authorization code was invalid.";
        lock (_gate)
        {
            if (!_codes.TryGetValue(text, out var code) || code.Grant.App != app)
                return (null, Invalid);
            if (code.IsUsed)
                tokens.RevokeAll(code.Grant);
            if (code.IsUsed || code.ExpiresAt <= clock.GetUtcNow())
                return (null, Invalid);
            code.IsUsed = true;
            if (!string.Equals(code.RedirectUri, redirectUri, StringComparison.Ordinal))
                return (null, "Value passed for the redirect uri did not match the uri of the authorization code.");
            return code.Challenge.IsMetBy(verifier)
                ? (tokens.Issue(code.Grant), "")
                : (null, "Value passed for the code verifier did not match the code challenge.");
        }
    }

    private sealed class AuthorizationCode(Grant grant, string redirectUri, CodeChallenge challenge, DateTimeOffset expiresAt)
    {
        public Grant Grant => grant;

        public string RedirectUri => redirectUri;

        public CodeChallenge Challenge => challenge;

        public DateTimeOffset ExpiresAt => expiresAt;

        public bool IsUsed { get; set; }
    }
}
