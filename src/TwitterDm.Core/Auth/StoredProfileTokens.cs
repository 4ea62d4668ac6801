using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>The tokens of a profile, and the profile with other ones.</summary>
internal static class StoredProfileTokens
{
    public static StoredProfile With(this StoredProfile profile, TokenSet tokens, DateTimeOffset savedAt) => profile with
    {
        SavedAt = savedAt,
        AccessToken = tokens.AccessToken,
        RefreshToken = tokens.RefreshToken,
        ExpiresAt = tokens.ExpiresAt,
        Scopes = tokens.Scopes.Count > 0 ? tokens.Scopes : profile.Scopes,
    };

    public static TokenSet Tokens(this StoredProfile profile) => new()
    {
        AccessToken = profile.AccessToken,
        RefreshToken = profile.RefreshToken,
        ExpiresAt = profile.ExpiresAt,
        Scopes = profile.Scopes,
    };
}
