using System.Diagnostics;
using TwitterDm.Auth;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench.Speed;

/// <summary>Lists all events through the module's core, without PowerShell.</summary>
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

        Sample.Write(count, watch.Elapsed);
        return 0;
    }
}
