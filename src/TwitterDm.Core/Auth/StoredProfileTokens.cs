using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>The tokens of a stored profile.</summary>
internal static class StoredProfileTokens
{
    /// <summary>The profile with other tokens.</summary>
    public static StoredProfile With(this StoredProfile profile, TokenSet tokens, DateTimeOffset savedAt) => profile with
    {
        SavedAt = savedAt,
        AccessToken = tokens.AccessToken,
        RefreshToken = tokens.RefreshToken,
        ExpiresAt = tokens.ExpiresAt,
        Scopes = tokens.Scopes.Count > 0 ? tokens.Scopes : profile.Scopes,
    };

    /// <summary>The tokens in the profile.</summary>
    public static TokenSet Tokens(this StoredProfile profile) => new()
    {
        AccessToken = profile.AccessToken,
        RefreshToken = profile.RefreshToken,
        ExpiresAt = profile.ExpiresAt,
        Scopes = profile.Scopes,
    };
}
