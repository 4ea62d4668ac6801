namespace TwitterDm.Auth;

/// <summary>What X's token endpoint gives. No record: nothing prints it.</summary>
internal sealed class TokenSet
{
    public required string AccessToken { get; init; }

    /// <summary>Works once: using it gives the next one. Null without the scope <c>offline.access</c>.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the access token ends; null where it is not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The same with the refresh token that is still good: a server need not give a new one.</summary>
    public TokenSet WithRefreshToken(string refreshToken)
        => new() { AccessToken = AccessToken, RefreshToken = refreshToken, ExpiresAt = ExpiresAt, Scopes = Scopes };

    /// <summary>The same for users of the library: the secrets are <see cref="System.Security.SecureString"/>s there.</summary>
    public DmTokenSet ToPublic(string clientId) => new(clientId, AccessToken, RefreshToken, ExpiresAt, Scopes);
}
