using TwitterDm.Bench.Speed.Server;

namespace TwitterDm.Bench.Speed.Scenarios;

/// <summary>
/// 50 conversations over a network on which every response takes a while: one after the other, and several at the same time.
/// </summary>
internal sealed record Conversations(Way Sequential, Way Parallel)
{
    /// <summary>The number of conversations.</summary>
    public const int Count = 50;

    private const int Events = 1_000;
    private const int MostRuns = 3;

    /// <summary>Measures.</summary>
    public static Conversations Run(Tools tools, int runs)
    {
        using var server = ServerProcess.Start(new ServerPlan(Events, Latency: SlowNetwork.Latency));
        var conversations = new Conversations(
            tools.Script("one after the other", "sequential", server.Api),
            tools.Script("`ForEach-Object -Parallel`, 10 at the same time", "parallel", server.Api));
        Way.Run(Math.Min(runs, MostRuns), conversations.Sequential, conversations.Parallel);
        if (conversations.Sequential.Events != conversations.Parallel.Events)
        {
            throw new InvalidOperationException(
                $"One after the other, there were {conversations.Sequential.Events} events, and in parallel {conversations.Parallel.Events}.");
        }

        return conversations;
    }
}
