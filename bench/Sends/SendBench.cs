using System.Diagnostics;
using System.Globalization;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Bench.Sends;

/// <summary>
/// The same rows sent over a bad network by a process that is killed halfway and started again: which messages arrive once, twice, or not
/// at all without being reported.
/// </summary>
internal static class SendBench
{
    // The module waits between look-ups as usual; only the clock is faster, here and in its process.
    private const double Speed = 40;

    public static async Task<int> RunAsync(int rows)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows:N0} messages; every tenth request fails, and the sending process is killed halfway and run again"));
        Console.WriteLine($"{"method", -52} {"requests", 8} {"once", 6} {"twice+", 6} {"lost", 6} {"listed as uncertain", 20}");
        await MeasureAsync("the module's core with a journal", rows, Module);
        await MeasureAsync("an Invoke-RestMethod loop that retries failures", rows, (server, _, folder) => ByHand(server, folder, rows, attempts: 4));
        await MeasureAsync("an Invoke-RestMethod loop without retries", rows, (server, _, folder) => ByHand(server, folder, rows, attempts: 1));
        return 0;

        string[] Module(SandboxServer server, FastClock clock, string folder) =>
            [
                "dotnet",
                Path.Combine(AppContext.BaseDirectory, "TwitterDm.SendWorker.dll"),
                server.BaseUri.AbsoluteUri,
                SandboxCredentials.UserToken,
                clock.ToString(),
                Path.Combine(folder, "journal.jsonl"),
                rows.ToString(CultureInfo.InvariantCulture),
            ];
    }

    private static string[] ByHand(SandboxServer server, string folder, int rows, int attempts) => Shell.Command(
        "send-messages.ps1", "-Api", server.BaseUri.AbsoluteUri, "-Token", SandboxCredentials.UserToken, "-Done", Path.Combine(folder, "done.txt"),
        "-Rows", rows.ToString(CultureInfo.InvariantCulture), "-Attempts", attempts.ToString(CultureInfo.InvariantCulture));

    private static async Task MeasureAsync(string way, int rows, Func<SandboxServer, FastClock, string, string[]> command)
    {
        var clock = FastClock.StartNow(Speed);
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                Clock = clock,
                SendsPerWindow = rows * 4,
                SendsPerDay = null,
                RequestsPerWindow = rows * 4,
            });
        BadNetwork.Spoil(server);
        var folder = Directory.CreateTempSubdirectory("twitterdm-bench-").FullName;
        try
        {
            var start = command(server, clock, folder);
            await RunAsync(start, until: () => server.Api.SentMessages.Count >= rows / 2);
            var output = await RunAsync(start, until: null);
            Report(way, rows, server, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string[] command, Func<bool>? until)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{command[0]}' did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        if (until is not null)
        {
            while (!until() && !process.HasExited)
                await Task.Delay(5);
            process.Kill();
        }

        await process.WaitForExitAsync();
        return await output;
    }

    private static void Report(string way, int rows, SandboxServer server, string output)
    {
        var there = server.Api.SentMessages.GroupBy(message => message.Text, StringComparer.Ordinal).Select(group => group.Count()).ToList();
        var uncertain = output.Split('\n').Count(line => line.Contains(nameof(DmErrorKind.SendUncertain), StringComparison.Ordinal));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{way, -52} {server.Api.RequestCount, 8} {there.Count(count => count == 1), 6} {there.Count(count => count > 1), 6} {rows - there.Count - uncertain, 6} {uncertain, 20}"));
    }
}
