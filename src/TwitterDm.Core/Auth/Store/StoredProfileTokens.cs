namespace TwitterDm.Auth.Store;

/// <summary>The profile with other tokens.</summary>
internal static class StoredProfileTokens
{
    public static StoredProfile With(this StoredProfile profile, TokenSet tokens, DateTimeOffset savedAt) => new()
    {
        Method = profile.Method,
        ApiBaseUri = profile.ApiBaseUri,
        UserId = profile.UserId,
        Username = profile.Username,
        SavedAt = savedAt,
        AccessToken = tokens.AccessToken,
        RefreshToken = tokens.RefreshToken,
        ExpiresAt = tokens.ExpiresAt,
        Scopes = tokens.Scopes.Count > 0 ? tokens.Scopes : profile.Scopes,
        ClientId = profile.ClientId,
        ClientSecret = profile.ClientSecret,
    };

    public static TokenSet Tokens(this StoredProfile profile) => new()
    {
        AccessToken = profile.AccessToken,
        RefreshToken = profile.RefreshToken,
        ExpiresAt = profile.ExpiresAt,
        Scopes = profile.Scopes,
    };
}
