using System.Collections.Concurrent;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>The valid user tokens of OAuth 1.0a. They do not expire.</summary>
internal sealed class OAuth1TokenStore
{
    private readonly ConcurrentDictionary<string, (string Secret, Person Account)> _tokens = new(StringComparer.Ordinal);

    public void Add(string token, string secret, Person account) => _tokens[token] = (secret, account);

    public (string Token, string Secret) Issue(Person account)
    {
        // As at X, the token starts with the account's id.
        var (token, secret) = (Secrets.New($"{account.IdText}-"), Secrets.New(""));
        Add(token, secret, account);
        return (token, secret);
    }

    public string? FindSecret(string? token) => Find(token)?.Secret;

    public Person? FindAccount(AuthorizationParameters parameters) => Find(parameters["oauth_token"])?.Account;

    private (string Secret, Person Account)? Find(string? token)
        => token is not null && _tokens.TryGetValue(token, out var found) ? found : null;
}
