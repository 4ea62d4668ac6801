using System.Diagnostics;
using TwitterDm.PowerShellHost;
using TwitterDm.Testing;

namespace TwitterDm.Pester.Tests;

/// <summary>One PowerShell that runs Invoke-Suite.ps1, and is killed when it makes no progress.</summary>
/// <param name="Output">What it printed.</param>
/// <param name="Hung">What it was doing when it was killed, as a sentence; null if it completed.</param>
internal sealed record PesterRun(string Output, string? Hung)
{
    /// <summary>The time limit of one test, the setup of one block, or the start of a run.</summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">A folder for what it writes, which becomes its folder for temporary files.</param>
    /// <param name="limit">The time limit of a test.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The run, and the path of the result if it wrote one.</returns>
    public static async Task<(PesterRun Run, string ResultPath)> InvokeAsync(IEnumerable<string> arguments, string folder, TimeSpan limit, CancellationToken stop)
    {
        var result = Path.Combine(folder, "result.json");
        var powerShell = await PesterSetup.GetPowerShellAsync();
        var start = powerShell.StartInfo(
            ["-File", Path.Combine(Suite.Folder, "Invoke-Suite.ps1"), "-ModulePath", PesterSetup.Modules, "-ResultPath", result, .. arguments]);
        start.WorkingDirectory = Repository.Root;
        start.Environment["NO_COLOR"] = "1";
        foreach (var name in new[] { "TMPDIR", "TEMP", "TMP" })
            start.Environment[name] = folder;

        await using var process = ChildProcess.Start(start);
        var hung = await WatchAsync(process.WaitForExitAsync(stop), $"{result}.steps", limit);
        return (new(process.Output, hung), result);
    }

    // Each step of a run adds a line to a file. The first step is the start of PowerShell, which has its own limit, however short that of a
    // test is.
    private static async Task<string?> WatchAsync(Task exit, string steps, TimeSpan limit)
    {
        var (known, clock) = (0L, Stopwatch.StartNew());
        while (await Task.WhenAny(exit, Task.Delay(Pause)) != exit)
        {
            var length = File.Exists(steps) ? new FileInfo(steps).Length : 0;
            if (length != known)
                (known, clock) = (length, Stopwatch.StartNew());
            else if (clock.Elapsed > (known == 0 ? UsualLimit : limit))
                return $"{LastStep(steps)} did not end within {limit.TotalSeconds:0} seconds.";
        }

        await exit;
        return null;
    }

    private static string LastStep(string steps)
    {
        if (!File.Exists(steps))
            return "The start of Pester";
        using var reader = new StreamReader(new FileStream(steps, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().TrimEnd() is { Length: > 0 } lines ? lines[(lines.LastIndexOf('\n') + 1)..] : "The start of the file";
    }
}
