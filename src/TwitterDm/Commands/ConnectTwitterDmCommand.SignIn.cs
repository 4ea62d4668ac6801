using System.Management.Automation;
using System.Security;
using TwitterDm.Auth;
using TwitterDm.Auth.SignIn;
using TwitterDm.Binding;
using TwitterDm.Notices;
using TwitterDm.Output;
using TwitterDm.Profiles;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <content>What the parameters do.</content>
public sealed partial class ConnectTwitterDmCommand
{
    // There are none. PowerShell asks for them after it has set the parameters, and before it prompts for mandatory ones that are missing:
    // whatever is typed or pasted there would be sent to X as a secret.
    object? IDynamicParameters.GetDynamicParameters()
    {
        if (ParameterSets.Of(GetType()).FindMissing([.. MyInvocation.BoundParameters.Keys]) is { } error)
            ThrowTerminatingError(ErrorRecords.From(error));
        return null;
    }

    private protected override void Process()
    {
        CheckSwitches();
        var callback = OnTokenRefresh is null ? null : new TokenRefreshCallback(OnTokenRefresh);
        if (SecretVault is not null && SaveAs is null && ParameterSetName is not Saved)
            throw VaultWithoutName();
        if (SaveAs is not null && ProfileName is null && ParameterSetName is Saved)
            throw NothingToSave();
        if (ChatKey is not null && ChatKeyPath is not null)
            throw TwoChatKeys();
        // Read before the sign-in, so that nobody signs in for nothing.
        using var chatKey = ReadChatKey();
        var signIn = new DmSignIn(new DmSignInOptions
        {
            ApiBaseUri = ApiBaseUri,
            Notices = Notices,
            OnTokens = callback is null ? null : callback.Add,
            WillBeSaved = SaveAs is not null,
        });
        if (SaveAs is not null)
            Await(Profiles().CheckWritableAsync(SaveAs, StopToken));
        try
        {
            var options = CreateOptions(signIn, chatKey);
            using var usedKey = options.ChatKey;
            var connection = Await(DmConnection.OpenAsync(options, new DmCallOptions { Notices = Notices }, StopToken));
            RunspaceConnections.Current.Add(connection, callback);
            if (SaveAs is not null)
                Save(connection);
            WriteObject(connection);
        }
        finally
        {
            // Last, since an error in it may end the pipeline; and also when connecting failed, since the tokens are used up anyway.
            callback?.Deliver(WriteError);
        }
    }

    // The sign-in is already complete: it must not be lost because it could not be saved.
    private void Save(DmConnection connection)
    {
        var source = connection.ProfileName;
        try
        {
            if (Await(connection.SaveAsync(Profiles(), SaveAs!, StopToken)))
            {
                WriteWarning(
                    $"The chat key that was saved as '{SaveAs}' was kept, but this connection does not use it. "
                        + $"To use it, connect with -ProfileName '{SaveAs}'{(SecretVault is null ? string.Empty : $" -SecretVault '{SecretVault}'")}.");
            }

            if (source is not null && connection.IsRefreshable && !string.Equals(source, SaveAs, StringComparison.OrdinalIgnoreCase))
            {
                WriteWarning(
                    $"'{source}' and '{SaveAs}' now hold the same refresh token, which works once: after the next refresh, only '{SaveAs}' can sign in. "
                        + $"Remove the other one with Remove-DmProfile '{source}', or sign in again for it.");
            }
        }
        catch (DmException exception)
        {
            WriteError(ErrorRecords.From(exception, connection));
        }
    }

    private ChatKey? ReadChatKey() => (ChatKey, ChatKeyPath, ParameterSetName) switch
    {
        ({ } secret, _, _) => Auth.ChatKey.Parse(Reveal(secret)),
        (_, { } path, _) => Auth.ChatKey.ReadFile(FilePath(path)),
        (_, _, Environment) => Auth.ChatKey.FromEnvironment(),
        _ => null,
    };

    private DmConnectionOptions CreateOptions(DmSignIn signIn, ChatKey? chatKey)
    {
        if (Sandbox)
            return SandboxConnection.Options(EventCount, hasDocumentedRateLimits: RateLimit is not null, SpendingLimit);
        if (ParameterSetName is not Saved)
        {
            return new()
            {
                ApiBaseUri = DmConnectionOptions.CheckBaseUri(ApiBaseUri),
                Credential = CreateCredential(signIn),
                ChatKey = chatKey,
                AppToken = string.Equals(ParameterSetName, Environment, StringComparison.Ordinal)
                    ? DmSignIn.AppTokenFromEnvironment()
                    : null,
                SpendingLimit = SpendingLimit,
            };
        }

        var name = ProfileName ?? SavedProfiles.SelectDefault(Await(Profiles().ListAsync(StopToken)), SecretVault);
        var address = MyInvocation.BoundParameters.ContainsKey(nameof(ApiBaseUri)) ? ApiBaseUri : null;
        var saved = Await(signIn.FromProfileAsync(Profiles(), name, address, StopToken));
        if (chatKey is not null)
            saved.ChatKey?.Dispose();
        return new()
        {
            ApiBaseUri = saved.ApiBaseUri,
            Credential = saved.Credential,
            ChatKey = chatKey ?? saved.ChatKey,
            ProfileName = saved.Name,
            SpendingLimit = SpendingLimit,
        };
    }

    private DmCredential CreateCredential(DmSignIn signIn) => ParameterSetName switch
    {
        Environment => signIn.FromEnvironment(),
        SignIn => SignInWithBrowser(signIn),
        Pin => SignInWithPin(signIn),
        OAuth1 => new OAuth1Credential(ConsumerKey, Reveal(ConsumerSecret), Reveal(AccessToken), Reveal(AccessTokenSecret)),
        Refreshable => signIn.FromTokens(Reveal(AccessToken), Reveal(RefreshToken), ClientId, RevealOptional(ClientSecret)),
        _ => new BearerCredential(Reveal(AccessToken)),
    };

    private DmCredential SignInWithBrowser(DmSignIn signIn)
    {
        var pkce = signIn.StartPkce(new PkceSignInOptions
        {
            ClientId = ClientId,
            ClientSecret = RevealOptional(ClientSecret),
            Scopes = Scope,
            AuthorizeUri = AuthorizeUri,
            RedirectUri = RedirectUri,
        });
        return NoBrowser
            ? Await(
                pkce.RedeemAsync(
                    new SignInPrompt(Host).Ask(pkce.Address, "The address that the browser came to, or the code in it"),
                    StopToken))
            : Await(pkce.WithBrowserAsync(StopToken));
    }

    private OAuth1Credential SignInWithPin(DmSignIn signIn)
    {
        var pin = Await(signIn.StartPinAsync(ConsumerKey, Reveal(ConsumerSecret), StopToken));
        return Await(pin.FinishAsync(new SignInPrompt(Host).Ask(pin.Address, "The number that X shows"), StopToken));
    }

    private ProfileDirectory Profiles() => SavedProfiles.In(SecretVault, Notices);

    private DmException VaultWithoutName() => new(DmErrorKind.InvalidRequest, $"-SecretVault '{SecretVault}' alone saves nothing.")
    {
        RecommendedAction = "Name the sign-in: add -SaveAs to save it, or -ProfileName to use a saved one.",
        Target = SecretVault,
    };

    private static DmException NothingToSave()
        => new(DmErrorKind.InvalidRequest, "-SaveAs needs a sign-in to save.")
        {
            RecommendedAction =
                "Sign in with -ClientId or another of the ways that Get-Help Connect-TwitterDm shows, or name a saved sign-in with -ProfileName to write it again.",
        };

    private static DmException TwoChatKeys()
        => new(DmErrorKind.InvalidRequest, "-ChatKey and -ChatKeyPath are two ways to give the same key.")
        {
            RecommendedAction = "Give only one of them.",
        };

    private void CheckSwitches()
    {
        var (name, isSet) = ParameterSetName switch
        {
            TryIt => (nameof(Sandbox), Sandbox),
            Environment => (nameof(FromEnvironment), FromEnvironment),
            Pin => (nameof(UsePin), UsePin),
            _ => (string.Empty, SwitchParameter.Present),
        };
        if (!isSet)
        {
            throw new DmException(DmErrorKind.InvalidRequest, $"-{name}:$false selects no way to sign in.")
            {
                RecommendedAction = $"Omit -{name}; a hashtable for splatting can leave it out, too.",
            };
        }
    }

    private static string Reveal(SecureString secret) => SecretArgumentAttribute.Reveal(secret);

    private static string? RevealOptional(SecureString? secret) => secret is null ? null : Reveal(secret);
}
