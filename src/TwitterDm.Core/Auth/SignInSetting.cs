using TwitterDm.Http;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>What every way to sign in shares: where X is, and where the result is kept.</summary>
internal sealed record SignInSetting
{
    public Uri ApiBaseUri { get; init; } = DmConnectionOptions.DefaultApiBaseUri;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What carries the requests in place of a socket.</summary>
    public Func<HttpMessageHandler>? Transport { get; init; }

    /// <summary>Where the profile that is signed in with is kept; null where it is not.</summary>
    public IProfileStore? Store { get; init; }

    /// <summary>Hears of every new token set.</summary>
    public Action<DmTokenSet>? OnTokens { get; init; }

    public TokenEndpoint CreateTokenEndpoint(OAuth2App app) => new(SignInClient.Create(Transport, Clock), ApiBaseUri, app, Clock);
}
