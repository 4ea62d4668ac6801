using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using TwitterDm.Auth;
using TwitterDm.Auth.SignIn;
using TwitterDm.Binding;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Output;
using TwitterDm.Profiles;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <content>What the parameters lead to.</content>
public sealed partial class ConnectTwitterDmCommand
{
    private protected override void Process()
    {
        var handler = OnTokenRefresh is null ? null : new TokenRefreshCallback(OnTokenRefresh);
        var saveTo = SaveAs is null ? null : SavedProfiles.Open(SaveAs, SecretVault, Notices);
        var setting = CreateSetting(handler);
        if (saveTo is not null)
            Await(CheckWritableAsync(saveTo));
        try
        {
            var connection = Await(DmConnection.OpenAsync(CreateOptions(setting), new DmCallOptions { Notices = Notices }, StopToken));
            RunspaceConnections.Current.Add(connection, handler);
            if (saveTo is not null)
                Save(connection, saveTo);
            WriteObject(connection);
        }
        finally
        {
            // Last, since an error in it may end the pipeline, and also when connecting failed: the tokens are spent all the same.
            handler?.Deliver(WriteError);
        }
    }

    // The sign-in is used up by now: it must not be lost because it cannot be saved.
    private void Save(DmConnection connection, IProfileStore saveTo)
    {
        try
        {
            Await(connection.SaveAsync(saveTo, StopToken));
        }
        catch (DmException exception)
        {
            WriteError(ErrorRecords.From(exception, connection));
        }
    }

    private SignInSetting CreateSetting(TokenRefreshCallback? handler) => new()
    {
        ApiBaseUri = DmConnectionOptions.CheckBaseUri(ApiBaseUri),
        CreateHttpClient = () => SignInClient.Create(transport: null, TimeProvider.System),
        Store = ParameterSetName is Profile ? SavedProfiles.Open(ProfileName, SecretVault, Notices) : RefuseVaultAlone(),
        OnTokens = handler is null ? null : handler.Add,
    };

    private DmConnectionOptions CreateOptions(SignInSetting setting)
    {
        if (Sandbox)
            return SandboxConnection.Options(EventCount, SpendingLimit);
        if (ParameterSetName is not Profile)
            return new() { ApiBaseUri = setting.ApiBaseUri, Credential = CreateCredential(setting), SpendingLimit = SpendingLimit };
        var (credential, apiBaseUri, userId) = Await(SavedSignIn.ReadAsync(setting, ProfileName, StopToken));
        return new() { ApiBaseUri = apiBaseUri, Credential = credential, Profile = setting.Store, ProfileUserId = userId, SpendingLimit = SpendingLimit };
    }

    private DmCredential CreateCredential(SignInSetting setting) => ParameterSetName switch
    {
        Environment => EnvironmentSignIn.Read(setting),
        SignIn => SignInWithBrowser(setting),
        Pin => SignInWithPin(setting),
        OAuth1 => new OAuth1Credential(ConsumerKey, Reveal(ConsumerSecret), Reveal(AccessToken), Reveal(AccessTokenSecret)),
        Refreshable => new OAuth2Credential(
            new TokenSet { AccessToken = Reveal(AccessToken), RefreshToken = Reveal(RefreshToken) }, CreateApp(), setting),
        _ => new BearerCredential(Reveal(AccessToken)),
    };

    private OAuth2Credential SignInWithBrowser(SignInSetting setting)
    {
        var signIn = new PkceSignIn(setting.CreateTokenEndpoint(CreateApp()), new PkceSignInOptions
        {
            ClientId = ClientId,
            Scopes = Scope,
            AuthorizeUri = AuthorizeUri,
            RedirectUri = RedirectUri,
            Notices = Notices,
        });
        var tokens = NoBrowser
            ? Await(signIn.RedeemAsync(Ask(signIn.Address, "The address that the browser came to, or the code in it"), StopToken))
            : Await(signIn.WithBrowserAsync(new SystemBrowser().Open, StopToken));
        setting.OnTokens?.Invoke(tokens.ToPublic(ClientId));
        return new(tokens, CreateApp(), setting);
    }

    private OAuth1Credential SignInWithPin(SignInSetting setting)
    {
        using var http = setting.CreateHttpClient();
        var signIn = Await(PinSignIn.BeginAsync(http, setting.ApiBaseUri, ConsumerKey, Reveal(ConsumerSecret), setting.Clock, StopToken));
        return Await(signIn.FinishAsync(Ask(signIn.Address, "The number that X shows"), StopToken));
    }

    private OAuth2App CreateApp() => new() { ClientId = ClientId, ClientSecret = ClientSecret is null ? null : Reveal(ClientSecret) };

    // On the host and not on the pipeline: the answer is a person's, and the address is no result.
    private string Ask(Uri address, string question)
    {
        try
        {
            Host.UI.WriteLine($"Open this address in a browser, and allow the app:{System.Environment.NewLine}{address.AbsoluteUri}");
            Host.UI.Write(question + ": ");
            return Host.UI.ReadLine();
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            throw new DmException(DmErrorKind.InvalidRequest, "Nobody can be asked here: this PowerShell is not interactive.", exception)
            {
                RecommendedAction = "Sign in once where you can be asked, with -SaveAs; then use -ProfileName here, or -FromEnvironment in a runbook.",
            };
        }
    }

    private async Task CheckWritableAsync(IProfileStore store)
    {
        using var held = await store.LockAsync(StopToken).ConfigureAwait(false);
        await store.CheckWritableAsync(StopToken).ConfigureAwait(false);
    }

    private IProfileStore? RefuseVaultAlone() => SecretVault is null || SaveAs is not null ? null : throw DmException.BadInput(
        $"-SecretVault '{SecretVault}' alone saves nothing.", "Say under which name: add -SaveAs, or -ProfileName to use what is saved.", SecretVault);

    private static string Reveal(SecureString secret) => SecretArgumentAttribute.Reveal(secret);
}
