using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.StoreWorker;

/// <summary>
/// Reads one event for each line of input over the connection of a profile, and prints the remaining requests of the window.
/// </summary>
internal static class Reading
{
    public static async Task RunAsync(ProfileDirectory profiles, string name)
    {
        var saved = await new DmSignIn().FromProfileAsync(profiles, name);
        using var connection = await DmConnection.OpenAsync(new() { ApiBaseUri = saved.ApiBaseUri, Credential = saved.Credential });
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await Console.Out.WriteLineAsync("connected");
        while (await Console.In.ReadLineAsync() is not null)
            await Console.Out.WriteLineAsync(await ReadAsync(client, connection));
    }

    private static async Task<string> ReadAsync(DmClient client, DmConnection connection)
    {
        try
        {
            await foreach (var item in client.ListEvents(new DmEventQuery { First = 1 }))
                break;
            return $"{connection.ReadRateLimits().First(limit => limit.Endpoint == "GET /2/dm_events").Remaining} left";
        }
        catch (DmException exception)
        {
            return exception.Kind.ToString();
        }
    }
}
