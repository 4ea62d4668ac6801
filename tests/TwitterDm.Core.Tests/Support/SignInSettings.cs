using TwitterDm.Auth;
using TwitterDm.Http;
using TwitterDm.Profiles;

namespace TwitterDm.Core.Tests.Support;

/// <summary>Creates the settings of sign-ins whose requests go over a real socket.</summary>
internal static class SignInSettings
{
    /// <summary>Settings for an API.</summary>
    /// <param name="apiBaseUri">The API's address; null for X's own, which no test reaches.</param>
    /// <param name="clock">The clock; null for the system's clock.</param>
    /// <param name="store">Stores the profile.</param>
    /// <param name="onTokens">Receives every new token set.</param>
    public static SignInSetting For(Uri? apiBaseUri = null, TimeProvider? clock = null, IProfileStore? store = null, Action<DmTokenSet>? onTokens = null)
    {
        var time = clock ?? TimeProvider.System;
        return new()
        {
            ApiBaseUri = apiBaseUri ?? DmConnectionOptions.DefaultApiBaseUri,
            CreateHttpClient = () => SignInClient.Create(transport: null, time),
            Clock = time,
            Store = store,
            OnTokens = onTokens,
        };
    }
}
