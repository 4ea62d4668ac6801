using System.Globalization;
using System.Security.Cryptography;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.SignIn.OAuth1;

/// <summary>The request tokens that are good: for a few minutes, for one decision and for one exchange.</summary>
internal sealed class RequestTokens(TimeProvider clock)
{
    private const int PinsBelow = 10_000_000;

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

    public string? SecretOf(string? token)
    {
        lock (_gate)
            return Find(token)?.Secret;
    }

    /// <summary>A token about which the user has not decided yet.</summary>
    public RequestToken? FindOpen(string? token)
    {
        lock (_gate)
            return Find(token) is { Account: null } found ? found : null;
    }

    /// <summary>Notes that the user allowed it.</summary>
    /// <returns>The verifier that the app has to show: a PIN of seven digits where a person has to type it. Null where it is too late.</returns>
    public string? Allow(RequestToken asked, Person account)
    {
        var verifier = asked.Callback is null
            ? RandomNumberGenerator.GetInt32(PinsBelow).ToString("D7", CultureInfo.InvariantCulture)
            : Secrets.New("");
        lock (_gate)
        {
            if (Find(asked.Token) is not { Account: null } found)
                return null;
            found.Allow(account, verifier);
            return verifier;
        }
    }

    public void Deny(RequestToken asked)
    {
        lock (_gate)
            _tokens.Remove(asked.Token);
    }

    /// <summary>Exchanges a token for the account that allowed it; null where the verifier is wrong.</summary>
    public Person? Redeem(string? token, string verifier)
    {
        lock (_gate)
        {
            if (Find(token) is not { } found)
                return null;
            var isGood = found.Accepts(verifier);
            if (isGood || found.IsWornOut)
                _tokens.Remove(found.Token);
            return isGood ? found.Account : null;
        }
    }

    private RequestToken? Find(string? token) =>
        token is not null && _tokens.TryGetValue(token, out var found) && found.ExpiresAt > clock.GetUtcNow() ? found : null;
}
