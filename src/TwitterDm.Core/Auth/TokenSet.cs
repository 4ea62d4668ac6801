namespace TwitterDm.Auth;

/// <summary>Tokens that X's token endpoint issued. Not a record: nothing prints it.</summary>
internal sealed class TokenSet
{
    public required string AccessToken { get; init; }

    /// <summary>Works once: using it gives the next one. Null without the scope <c>offline.access</c>.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the access token expires; null where that is unknown.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The same with the refresh token that is still valid: a server need not issue a new one.</summary>
    public TokenSet WithRefreshToken(string refreshToken)
        => new() { AccessToken = AccessToken, RefreshToken = refreshToken, ExpiresAt = ExpiresAt, Scopes = Scopes };

    /// <summary>The same for users of the library: the secrets are <see cref="System.Security.SecureString"/>s there.</summary>
    public DmTokenSet ToPublic(string clientId) => new(clientId, AccessToken, RefreshToken, ExpiresAt, Scopes);
}
