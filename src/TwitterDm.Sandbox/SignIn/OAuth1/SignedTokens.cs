using System.Collections.Concurrent;
using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.SignIn.OAuth1;

/// <summary>
/// The user tokens of OAuth 1.0a that are good: the one of <see cref="SandboxCredentials"/> and those that were issued since. They do not expire.
/// </summary>
internal sealed class SignedTokens
{
    private readonly ConcurrentDictionary<string, (string Secret, Person Account)> _tokens = new(StringComparer.Ordinal)
    {
        [SandboxCredentials.AccessToken] = (SandboxCredentials.AccessTokenSecret, People.Account),
    };

    public (string Token, string Secret) Issue(Person account)
    {
        // Like X's: the account's id stands in front.
        var (token, secret) = (Secrets.New($"{account.IdText}-"), Secrets.New(""));
        _tokens[token] = (secret, account);
        return (token, secret);
    }

    public string? SecretOf(string? token) => Find(token)?.Secret;

    public Person? AccountOf(AuthorizationParameters parameters) => Find(parameters["oauth_token"])?.Account;

    private (string Secret, Person Account)? Find(string? token) => token is not null && _tokens.TryGetValue(token, out var found) ? found : null;
}
