using System.Diagnostics;
using System.Text.Json;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench;

/// <summary>The measurements of one way of reading, in its own process.</summary>
internal sealed record Measurement(string Way, long Events, long Requests, long Milliseconds, long PeakBytes)
{
    public static Measurement OfCore(Uri api) => Run(
        "the core in C#, streaming", "dotnet", typeof(Measurement).Assembly.Location, "--core", api.AbsoluteUri);

    /// <summary>Measures one method in PowerShell; null if no PowerShell can be run.</summary>
    public static Measurement? OfPowerShell(string way, Uri api, string csv)
    {
        if (Shell.Missing is { } missing)
        {
            Console.WriteLine($"Skipped: {way}. {missing}");
            return null;
        }

        var command = Shell.Command(
            "read-events.ps1", "-Way", way, "-Api", api.AbsoluteUri, "-Token", SandboxCredentials.UserToken, "-Module", Checkout.Module, "-Csv", csv);
        return Run($"{way} | Export-Csv", command[0], command[1..]);
    }

    private static Measurement Run(string way, string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"'{command}' did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var result = JsonSerializer.Deserialize<Dictionary<string, long>>(output) ?? throw new InvalidOperationException($"'{way}' did not print a result.");
        return new(way, result["events"], result["requests"], result["milliseconds"], result["peakBytes"]);
    }
}
