namespace TwitterDm.Profiles;

/// <summary>The saved data of a sign-in: enough to sign in again without asking the user.</summary>
internal sealed record StoredProfile
{
    public required DmAuthenticationMethod Method { get; init; }

    public required Uri ApiBaseUri { get; init; }

    /// <summary>The user that the profile belongs to, for lists.</summary>
    public string? UserId { get; init; }

    public string? Username { get; init; }

    public DateTimeOffset SavedAt { get; init; }

    /// <summary>OAuth 2.0: the access token; OAuth 1.0a: the user's token.</summary>
    public required string AccessToken { get; init; }

    public string? RefreshToken { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public string? ConsumerKey { get; init; }

    public string? ConsumerSecret { get; init; }

    public string? AccessTokenSecret { get; init; }

    /// <summary>The private keys for X Chat.</summary>
    public byte[]? ChatKey { get; init; }

    /// <summary>The format that a version must know in order not to lose a part of the profile.</summary>
    internal int Format => ChatKey is null ? ProfileDocument.FirstFormat : ProfileDocument.CurrentFormat;

    /// <summary>Shows the kind of sign-in only, because a record prints all of its properties by default.</summary>
    public override string ToString() => $"a saved sign-in with {Method}";
}
