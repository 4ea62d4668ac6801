namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>
/// The codes that the authorize page gave away. A code serves once, whatever comes of it; one that comes back takes with it the tokens that
/// it was exchanged for (RFC 6749, section 4.1.2), since two have it.
/// </summary>
internal sealed class AuthorizationCodes(TimeProvider clock, TokenBook tokens)
{
    // As short as X's.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly Dictionary<string, Code> _codes = new(StringComparer.Ordinal);

    public string Issue(Grant grant, string redirectUri, string challenge)
    {
        var text = Secrets.New("sandbox-code-");
        lock (_gate)
            _codes[text] = new Code(grant, redirectUri, challenge, clock.GetUtcNow() + Lifetime);
        return text;
    }

    /// <summary>
    /// Gives the tokens of what was allowed, or tells why the code is worth nothing, in X's words. They are issued before the next one can come
    /// with the same code, so that this one's coming ends them.
    /// </summary>
    public (IssuedTokens? Tokens, string Complaint) Redeem(string text, SandboxApp app, string redirectUri, string verifier)
    {
        const string Invalid = "Value passed for the authorization code was invalid.";
        lock (_gate)
        {
            if (!_codes.TryGetValue(text, out var code) || code.Grant.App != app)
                return (null, Invalid);
            if (code.IsSpent)
                tokens.Withdraw(code.Grant);
            if (code.IsSpent || code.ExpiresAt <= clock.GetUtcNow())
                return (null, Invalid);
            code.IsSpent = true;
            if (!string.Equals(code.RedirectUri, redirectUri, StringComparison.Ordinal))
                return (null, "Value passed for the redirect uri did not match the uri of the authorization code.");
            return ProofKey.IsVerifier(verifier) && Secrets.Equal(ProofKey.ChallengeOf(verifier), code.Challenge)
                ? (tokens.Issue(code.Grant), "")
                : (null, "Value passed for the code verifier did not match the code challenge.");
        }
    }

    private sealed class Code(Grant grant, string redirectUri, string challenge, DateTimeOffset expiresAt)
    {
        public Grant Grant => grant;

        public string RedirectUri => redirectUri;

        public string Challenge => challenge;

        public DateTimeOffset ExpiresAt => expiresAt;

        public bool IsSpent { get; set; }
    }
}
