using TwitterDm.Profiles;
using TwitterDm.Text;

namespace TwitterDm.Auth;

/// <summary>A saved sign-in that was read: everything needed to connect again.</summary>
public sealed class SavedSignIn
{
    private SavedSignIn(string name, DmCredential credential, Uri apiBaseUri, ChatKey? chatKey)
    {
        Name = name;
        Credential = credential;
        ApiBaseUri = apiBaseUri;
        ChatKey = chatKey;
    }

    /// <summary>The name that it is saved under.</summary>
    public string Name { get; }

    /// <summary>The credential; new tokens are saved where it was read from.</summary>
    public DmCredential Credential { get; }

    /// <summary>The API's address that the credential is for.</summary>
    public Uri ApiBaseUri { get; }

    /// <summary>The account's X Chat key; null if none is saved. Whoever reads the sign-in disposes of it.</summary>
    public ChatKey? ChatKey { get; }

    /// <summary>Reads a saved sign-in.</summary>
    /// <param name="store">The store that contains it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="setting">The API's address and how to reach it; the store replaces that of the setting.</param>
    /// <param name="apiBaseUri">The API's address, instead of the saved one; null for that.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: nothing is saved there.</exception>
    internal static async Task<SavedSignIn> ReadAsync(
        IProfileStore store,
        string name,
        SignInSetting setting,
        Uri? apiBaseUri,
        CancellationToken cancellationToken)
    {
        var profile = await store.ReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new DmException(
                DmErrorKind.NotFound,
                $"There is no saved sign-in named '{VisibleText.Of(name, 70)}' in {store.Place}.")
            {
                Reason = DmErrorReason.ProfileNotFound,
                Target = name,
            };
        var address = apiBaseUri ?? profile.ApiBaseUri;
        return new(
            name,
            CreateCredential(profile, setting with { ApiBaseUri = address, Store = store }),
            address,
            ChatKey.FromProfile(profile, store));
    }

    private static DmCredential CreateCredential(StoredProfile profile, SignInSetting setting)
    {
        var origin = new ProfileOrigin(setting.Store!, profile.UserId);
        return profile switch
        {
            { Method: DmAuthenticationMethod.OAuth1 } => new OAuth1Credential(
                profile.ConsumerKey ?? string.Empty,
                profile.ConsumerSecret ?? string.Empty,
                profile.AccessToken,
                profile.AccessTokenSecret ?? string.Empty,
                setting.Clock)
            {
                Origin = origin,
            },
            { ClientId: { } clientId } => new OAuth2Credential(
                profile.Tokens(), new OAuth2App { ClientId = clientId, ClientSecret = profile.ClientSecret }, setting)
            {
                Origin = origin,
            },
            _ => new BearerCredential(profile.AccessToken) { Origin = origin },
        };
    }
}
