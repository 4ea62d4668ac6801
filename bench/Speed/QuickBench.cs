using System.Globalization;
using TwitterDm.Bench.Speed.Server;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench.Speed;

/// <summary>The two or three numbers to watch while working on the speed of the module.</summary>
internal static class QuickBench
{
    private const int Events = 100_000;

    /// <summary>Measures a module, and prints a table.</summary>
    /// <param name="module">The folder or manifest of the module.</param>
    /// <param name="runs">How often.</param>
    /// <param name="only">The ways to measure; all if none is named.</param>
    public static async Task<int> RunAsync(string module, int runs, string[] only)
    {
        var shell = await CompiledPowerShell.GetAsync();
        using var server = ServerProcess.Start(new ServerPlan(Events));
        var empty = EmptyModule.Get(shell);
        var ways = new[] { ("idle", "idle"), ("empty", "import"), ("import", "import"), ("first", "first"), ("stream", "stream"), ("keep", "keep") }
            .Select(way => new Way(way.Item1, shell.Run("speed.ps1", "-Way", way.Item2, "-Api", server.Api.AbsoluteUri, "-Token", SandboxCredentials.UserToken, "-Module", way.Item1 is "empty" ? empty : module)))
            .Append(new Way("floor", ["dotnet", typeof(QuickBench).Assembly.Location, "--floor", server.Api.AbsoluteUri]))
            .Where(way => way.Name is "idle" || only.Length == 0 || only.Contains(way.Name, StringComparer.Ordinal))
            .ToArray();
        Way.Run(runs, ways);
        var idle = ways[0];
        Console.WriteLine($"{"way",-8} {"events",8} {"seconds",8} {"from",6} {"to",6} {"over idle",9} {"statement",9} {"MiB",6} {"over idle",9} {"methods",8}");
        foreach (var way in ways)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{way.Name,-8} {way.Events,8} {way.Seconds.Median,8:0.000} {way.Seconds.Minimum,6:0.000} {way.Seconds.Maximum,6:0.000} {way.Seconds.Median - idle.Seconds.Median,9:0.000} {way.WorkSeconds.Median,9:0.000} {way.Mebibytes.Median,6:0} {way.Mebibytes.Median - idle.Mebibytes.Median,9:0} {way.Methods.Median,8:0}"));
        }

        return 0;
    }
}
