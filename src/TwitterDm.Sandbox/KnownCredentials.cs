using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox;

/// <summary>Registers the apps and tokens of <see cref="SandboxCredentials"/>.</summary>
internal static class KnownCredentials
{
    public static readonly RegisteredApp PublicApp = new("Sandbox Public App", SandboxCredentials.ClientId, ClientSecret: null);

    public static readonly AppRegistry Apps = new(
        PublicApp,
        new RegisteredApp("Sandbox Confidential App", SandboxCredentials.ConfidentialClientId, SandboxCredentials.ClientSecret));

    public static readonly ConsumerCredentials Consumer = new(SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret);

    public static void AddTo(OAuth2TokenStore tokens)
    {
        var all = new Grant(PublicApp, People.Account, OAuth2Scopes.ForMessages);
        foreach (var account in People.Accounts)
        {
            tokens.AddAccessToken(
                SandboxCredentials.UserTokenOf(People.NumberOf(account)),
                new Grant(PublicApp, account, OAuth2Scopes.ForMessages));
        }

        // The tokens of the first account belong to one grant.
        tokens.AddAccessToken(SandboxCredentials.UserToken, all);
        tokens.AddRefreshToken(SandboxCredentials.RefreshToken, all);
        tokens.AddAccessToken(
            SandboxCredentials.TokenWithoutDmRead,
            new Grant(PublicApp, People.Account, ["dm.write", "tweet.read", "users.read"]));
        tokens.AddAccessToken(
            SandboxCredentials.TokenWithoutDmWrite,
            new Grant(PublicApp, People.Account, ["dm.read", "tweet.read", "users.read"]));
        tokens.AddAppOnlyToken(SandboxCredentials.AppOnlyToken);
    }

    public static void AddTo(OAuth1TokenStore tokens) =>
        tokens.Add(SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret, People.Account);
}
