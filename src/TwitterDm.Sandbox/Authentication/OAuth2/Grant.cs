using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Authentication.OAuth2;

/// <summary>
/// The permission that a user gave to an app. All tokens that result from it, including refreshed ones, refer to the same object. This is a
/// class rather than a record because two grants are never equal.
/// </summary>
internal sealed class Grant(RegisteredApp app, Person account, IReadOnlyList<string> scopes)
{
    public RegisteredApp App => app;

    public Person Account => account;

    public IReadOnlyList<string> Scopes => scopes;

    public bool AllowsRefresh => scopes.Contains(OAuth2Scopes.OfflineAccess, StringComparer.Ordinal);
}

/// <summary>The tokens in a response of the token endpoint.</summary>
internal sealed record IssuedTokens(string AccessToken, string? RefreshToken, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);
