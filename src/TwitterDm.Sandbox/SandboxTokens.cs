namespace TwitterDm.Sandbox;

/// <summary>Tokens as issued by the sandbox's token endpoint.</summary>
/// <param name="AccessToken">The bearer token.</param>
/// <param name="RefreshToken">The refresh token, or null without the scope <c>offline.access</c>. It works once.</param>
/// <param name="ExpiresAt">When the access token expires, by the sandbox's clock.</param>
/// <param name="Scopes">The scopes of the access token.</param>
/// <param name="ClientId">The app that can refresh and revoke the tokens.</param>
/// <param name="UserId">The id of the account.</param>
/// <param name="Username">The username of the account.</param>
public sealed record SandboxTokens(
    string AccessToken,
    string? RefreshToken,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<string> Scopes,
    string ClientId,
    string UserId,
    string Username);
