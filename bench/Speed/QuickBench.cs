using System.Globalization;
using TwitterDm.Bench.Speed.Scenarios;
using TwitterDm.Bench.Speed.Server;

namespace TwitterDm.Bench.Speed;

/// <summary>The two or three numbers to watch while working on the speed of the module.</summary>
internal static class QuickBench
{
    /// <summary>Measures a module, and prints a table.</summary>
    /// <param name="module">The folder or manifest of the module.</param>
    /// <param name="options">How often, and after <c>--ways</c> only these ways, separated by commas.</param>
    public static async Task<int> RunAsync(string module, string[] options)
    {
        var (runs, only) = options switch
        {
            [var number, "--ways", var names] => (Number(number), names.Split(',')),
            [var number] => (Number(number), []),
            _ => (SpeedBench.UsualRuns, Array.Empty<string>()),
        };
        var tools = await Tools.GetAsync(module);
        using var server = ServerProcess.Start(new ServerPlan(FullListing.Events));
        var ways = new[]
        {
            tools.Idle() with
            {
                Name = "idle",
            },
            tools.Import("empty", tools.EmptyModule),
            tools.Import("shape", tools.EmptyShape),
            tools.Import("import", module),
            tools.Script("first", "first", server.Api),
            tools.Bare("bare", "bare", server.Api),
            tools.Script("stream", "stream", server.Api),
            tools.Script("keep", "keep", server.Api),
            Tools.Floor(server.Api) with
            {
                Name = "floor",
            },
        }
            .Where(way => way.Name is "idle" || only.Length == 0 || only.Contains(way.Name, StringComparer.Ordinal))
            .ToArray();
        Way.Run(runs, ways);
        var idle = ways[0];
        Console.WriteLine($"{"way",-8} {"events",8} {"seconds",8} {"from",6} {"to",6} {"over idle",9} {"statement",9} {"MB",6} {"over idle",9} {"methods",8}");
        foreach (var way in ways)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{way.Name, -8} {way.Events, 8} {way.Seconds.Median, 8:0.000} {way.Seconds.Minimum, 6:0.000} {way.Seconds.Maximum, 6:0.000} {way.Seconds.Median - idle.Seconds.Median, 9:0.000} {way.WorkSeconds.Median, 9:0.000} {way.Megabytes.Median, 6:0} {way.Megabytes.Median - idle.Megabytes.Median, 9:0} {way.Methods.Median, 8:0}"));
        }

        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
