using TwitterDm.Bench.Speed.Server;

namespace TwitterDm.Bench.Speed.Scenarios;

/// <summary>10,000 events over a network on which every response takes a while.</summary>
internal sealed record SlowNetwork(Way Floor, Way Stream)
{
    private const int Events = 10_000;
    private const int Pages = Events / 100;
    private const int MostRuns = 3;

    /// <summary>How long a response takes.</summary>
    public static TimeSpan Latency { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the module's requests take together: the pages, and the one that checks the connection.</summary>
    public static double SumOfRequests => (Pages + 1) * Latency.TotalSeconds;

    /// <summary>Measures.</summary>
    public static SlowNetwork Run(Tools tools, int runs)
    {
        using var server = ServerProcess.Start(new ServerPlan(Events, Latency: Latency));
        var network = new SlowNetwork(Tools.Floor(server.Api), tools.Script("this module, streamed", "stream", server.Api));
        Way.Run(Math.Min(runs, MostRuns), warmsUp: false, network.Floor, network.Stream);
        return network;
    }
}
