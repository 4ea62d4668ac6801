using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>The saved sign-in that a credential was read from.</summary>
/// <param name="Store">The store that contains it.</param>
/// <param name="UserId">The user it belongs to, so that the rate limits of the account are known before the first request.</param>
internal sealed record ProfileOrigin(IProfileStore Store, string? UserId);
