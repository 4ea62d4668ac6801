using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>Signs in with a saved profile.</summary>
internal static class SavedSignIn
{
    /// <summary>The credential of a saved profile, where it is for, and whose it is.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: nothing is saved there.</exception>
    public static async Task<(DmCredential Credential, Uri ApiBaseUri, string? UserId)> ReadAsync(SignInSetting setting, string name, CancellationToken cancellationToken)
    {
        var profile = await setting.Store!.ReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new DmException(DmErrorKind.NotFound, $"There is no saved sign-in named '{TwitterDm.Text.VisibleText.Of(name, 70)}' in {setting.Store.Place}.")
            {
                RecommendedAction = "Get-DmConnection -ListAvailable shows the saved ones; -SaveAs on Connect-TwitterDm saves one.",
                Target = name,
            };
        return (CredentialOf(profile, setting), profile.ApiBaseUri, profile.UserId);
    }

    private static DmCredential CredentialOf(StoredProfile profile, SignInSetting setting) => profile switch
    {
        { Method: DmAuthenticationMethod.OAuth1 } => new OAuth1Credential(
            profile.ConsumerKey ?? string.Empty, profile.ConsumerSecret ?? string.Empty, profile.AccessToken, profile.AccessTokenSecret ?? string.Empty, setting.Clock),
        { ClientId: { } clientId } => new OAuth2Credential(
            profile.Tokens(), new OAuth2App { ClientId = clientId, ClientSecret = profile.ClientSecret }, setting with { ApiBaseUri = profile.ApiBaseUri }),
        _ => new BearerCredential(profile.AccessToken),
    };
}
