namespace TwitterDm.Sandbox;

/// <summary>Tokens as the sandbox's token endpoint would have given them.</summary>
/// <param name="AccessToken">The bearer token.</param>
/// <param name="RefreshToken">Works once; null without the scope <c>offline.access</c>.</param>
/// <param name="ExpiresAt">When the access token ends, by the sandbox's clock.</param>
/// <param name="Scopes">What they allow.</param>
/// <param name="ClientId">The app that may refresh and revoke them.</param>
/// <param name="UserId">The account's id.</param>
/// <param name="Username">The account's name.</param>
public sealed record SandboxTokens(
    string AccessToken,
    string? RefreshToken,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<string> Scopes,
    string ClientId,
    string UserId,
    string Username);
