using System.Globalization;
using System.Security.Cryptography;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.SignIn.OAuth1;

/// <summary>The valid request tokens. Each is valid for a few minutes, one decision and one exchange.</summary>
internal sealed class RequestTokenStore(TimeProvider clock)
{
    private const int PinLimit = 10_000_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly object _gate = new();
    private readonly Dictionary<string, RequestToken> _tokens = new(StringComparer.Ordinal);

    public RequestToken Issue(string? callback)
    {
        var token = new RequestToken(Secrets.New(""), Secrets.New(""), callback, clock.GetUtcNow() + Lifetime);
        lock (_gate)
            _tokens[token.Token] = token;
        return token;
    }

    public string? FindSecret(string? token)
    {
        lock (_gate)
            return Find(token)?.Secret;
    }

    /// <summary>Finds a token that the user has not authorized or denied yet.</summary>
    public RequestToken? FindPending(string? token)
    {
        lock (_gate)
            return Find(token) is { Account: null } found ? found : null;
    }

    /// <summary>Authorizes a token.</summary>
    /// <returns>
    /// The verifier that the app must present, which is a PIN of seven digits if the user has to type it. Null if the token has expired or
    /// was already used.
    /// </returns>
    public string? Authorize(RequestToken token, Person account)
    {
        var verifier = token.Callback is null
            ? RandomNumberGenerator.GetInt32(PinLimit).ToString("D7", CultureInfo.InvariantCulture)
            : Secrets.New("");
        lock (_gate)
        {
            if (Find(token.Token) is not { Account: null } found)
                return null;
            found.Authorize(account, verifier);
            return verifier;
        }
    }

    public void Deny(RequestToken token)
    {
        lock (_gate)
            _tokens.Remove(token.Token);
    }

    /// <summary>Exchanges a token for the account that authorized it. Returns null if the verifier is wrong.</summary>
    public Person? Redeem(string? token, string verifier)
    {
        lock (_gate)
        {
            if (Find(token) is not { } found)
                return null;
            var isValid = found.Accepts(verifier);
            if (isValid || found.HasTooManyAttempts)
                _tokens.Remove(found.Token);
            return isValid ? found.Account : null;
        }
    }

    private RequestToken? Find(string? token) =>
        token is not null && _tokens.TryGetValue(token, out var found) && found.ExpiresAt > clock.GetUtcNow() ? found : null;
}
