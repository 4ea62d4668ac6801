using TwitterDm.Bench.Speed.Server;

namespace TwitterDm.Bench.Speed.Scenarios;

/// <summary>10,000 events over a network on which every response takes a while.</summary>
/// <param name="Floor">The C# program that only reads and deserializes.</param>
/// <param name="Stream">This module.</param>
/// <param name="Response">
/// How long a response took on average, as the server measured: a little longer than <see cref="Latency"/>, since timers are late.
/// </param>
internal sealed record SlowNetwork(Way Floor, Way Stream, TimeSpan Response)
{
    private const int Events = 10_000;
    private const int Pages = Events / 100;
    private const int MostRuns = 3;

    /// <summary>How long a response takes at least.</summary>
    public static TimeSpan Latency { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The module's requests: the pages, and the one that checks the connection.</summary>
    public static int Requests => Pages + 1;

    /// <summary>How many seconds the module's requests take together.</summary>
    public double SumOfRequests => Requests * Response.TotalSeconds;

    /// <summary>Measures.</summary>
    public static SlowNetwork Run(Tools tools, int runs)
    {
        using var server = ServerProcess.Start(new ServerPlan(Events, Latency: Latency));
        var floor = Tools.Floor(server.Api);
        var stream = tools.Script("this module, streamed", "stream", server.Api);
        Way.Run(Math.Min(runs, MostRuns), warmsUp: false, floor, stream);
        return new(floor, stream, server.Stop());
    }
}
