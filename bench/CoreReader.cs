using System.Diagnostics;
using System.Text.Json;
using TwitterDm.Auth;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench;

/// <summary>Reads all events through the core, in its own process, and prints the measurements as JSON.</summary>
internal static class CoreReader
{
    public static async Task<int> RunAsync(Uri api)
    {
        var watch = Stopwatch.StartNew();
        var options = new DmConnectionOptions { ApiBaseUri = api, Credential = new BearerCredential(SandboxCredentials.UserToken) };
        using var connection = await DmConnection.OpenAsync(options);
        var count = 0;
        await foreach (var item in new DmClient(connection).ListEvents(new DmEventQuery()))
        {
            _ = item;
            count++;
        }

        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["events"] = count,
            ["requests"] = connection.Usage.Requests,
            ["milliseconds"] = watch.ElapsedMilliseconds,
            ["peakBytes"] = Process.GetCurrentProcess().PeakWorkingSet64,
        }));
        return 0;
    }
}
