using System.Globalization;
using TwitterDm.Profiles;

namespace TwitterDm.StoreWorker;

/// <summary>Profiles that show whether they are complete: every secret contains the same number, over a few kilobytes.</summary>
internal static class TestProfiles
{
    private const int Repetitions = 200;

    public static StoredProfile Numbered(int number) => new()
    {
        Method = DmAuthenticationMethod.OAuth2,
        ApiBaseUri = new("https://api.x.com/"),
        UserId = "2244994945",
        Username = "sandbox_admin",
        SavedAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
        AccessToken = TokenOf("access", number),
        RefreshToken = TokenOf("refresh", number),
        ExpiresAt = DateTimeOffset.UnixEpoch.AddSeconds(number + 7200),
        Scopes = ["dm.read", "offline.access"],
        ClientId = "client",
    };

    /// <summary>The number of a complete profile.</summary>
    /// <exception cref="InvalidDataException">The profile is a mixture of several.</exception>
    public static int NumberOf(StoredProfile? profile)
    {
        var number = profile is null ? 0 : (int)(profile.SavedAt - DateTimeOffset.UnixEpoch).TotalSeconds;
        var isWhole = profile is null || (profile.AccessToken == TokenOf("access", number) && profile.RefreshToken == TokenOf("refresh", number));
        return isWhole ? number : throw new InvalidDataException($"The profile is not the one of {number}.");
    }

    private static string TokenOf(string kind, int number)
        => string.Concat(Enumerable.Repeat(string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}."), Repetitions));
}
