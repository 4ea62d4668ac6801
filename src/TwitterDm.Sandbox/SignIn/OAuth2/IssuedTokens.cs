namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>What the token endpoint gives.</summary>
internal sealed record IssuedTokens(string AccessToken, string? RefreshToken, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);
