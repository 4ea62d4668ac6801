using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>What every way to sign in shares: where X is, how to reach it, and where the result is kept.</summary>
internal sealed record SignInSetting
{
    public required Uri ApiBaseUri { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Creates the client for the endpoints that issue tokens: without retries, redirects and credentials of a user.</summary>
    public required Func<HttpClient> CreateHttpClient { get; init; }

    /// <summary>Keeps the profile that is signed in with; null where none is kept.</summary>
    public IProfileStore? Store { get; init; }

    /// <summary>Receives every new token set.</summary>
    public Action<DmTokenSet>? OnTokens { get; init; }

    public TokenEndpoint CreateTokenEndpoint(OAuth2App app) => new(CreateHttpClient(), ApiBaseUri, app, Clock);
}
