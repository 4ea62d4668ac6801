namespace TwitterDm.Auth;

/// <summary>Tokens that X's token endpoint issued. Not a record, so that it is never printed.</summary>
internal sealed class TokenSet
{
    public required string AccessToken { get; init; }

    /// <summary>Can be used once; each refresh returns the next one. Null without the scope <c>offline.access</c>.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the access token expires; null if that is unknown.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The same tokens with a given refresh token, for when the server did not issue a new one.</summary>
    public TokenSet WithRefreshToken(string refreshToken)
        => new() { AccessToken = AccessToken, RefreshToken = refreshToken, ExpiresAt = ExpiresAt, Scopes = Scopes };

    /// <summary>The same tokens for users of the library, with the secrets as <see cref="System.Security.SecureString"/>s.</summary>
    public DmTokenSet ToPublic(string clientId) => new(clientId, AccessToken, RefreshToken, ExpiresAt, Scopes);
}
