using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>What all ways to sign in share: the API's address, how to reach it, and where the result is saved.</summary>
internal sealed record SignInSetting
{
    public required Uri ApiBaseUri { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Creates the client for the endpoints that issue tokens: without retries, redirects and credentials of a user.</summary>
    public required Func<HttpClient> CreateHttpClient { get; init; }

    /// <summary>The store of the saved sign-in that is used; null for any other sign-in.</summary>
    public IProfileStore? Store { get; init; }

    /// <summary>Receives the progress and the warnings of a sign-in; null to discard them.</summary>
    public INoticeSink? Notices { get; init; }

    /// <summary>Receives every new token set.</summary>
    public Action<DmTokenSet>? OnTokens { get; init; }

    /// <summary>Whether the caller will save the sign-in once it is open.</summary>
    public bool WillBeSaved { get; init; }

    /// <summary>Creates a client of the token endpoint for an app.</summary>
    public TokenEndpoint CreateTokenEndpoint(OAuth2App app) => new(CreateHttpClient(), ApiBaseUri, app, Clock);
}
