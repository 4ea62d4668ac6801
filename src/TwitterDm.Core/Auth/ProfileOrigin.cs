using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>The saved sign-in that a credential was read from.</summary>
/// <param name="Store">Keeps it.</param>
/// <param name="UserId">Whose it is, so that the rate limits of the account are known before the first request.</param>
internal sealed record ProfileOrigin(IProfileStore Store, string? UserId);
