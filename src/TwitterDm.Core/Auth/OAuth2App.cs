namespace TwitterDm.Auth;

/// <summary>The app that a user signs in to: a public client has no secret, a confidential one has one.</summary>
internal sealed class OAuth2App
{
    public required string ClientId { get; init; }

    public string? ClientSecret { get; init; }
}
