using TwitterDm.Bench.Speed.Server;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench.Speed.Scenarios;

/// <summary>More and more events, or conversations of X Chat, streamed.</summary>
/// <param name="Steps">The numbers of what grows, each with its measurements.</param>
internal sealed record Growth(IReadOnlyList<(int Count, Way Way)> Steps)
{
    private const int MostRuns = 3;
    private const int FewEvents = 100;
    private const int MessagesOfEachChat = 100;

    /// <summary>Measures lists of classic events.</summary>
    public static Growth OfEvents(Tools tools, int runs, params int[] counts)
        => Run(tools, runs, "stream", counts, count => new ServerPlan(count));

    /// <summary>Measures lists of X Chat.</summary>
    public static Growth OfChats(Tools tools, int runs, params int[] counts)
        => Run(tools, runs, "chat", counts, count => new ServerPlan(FewEvents, count, MessagesOfEachChat));

    private static Growth Run(Tools tools, int runs, string name, int[] counts, Func<int, ServerPlan> plan) => new([.. counts.Select(count =>
    {
        using var server = ServerProcess.Start(plan(count));
        var way = tools.Script(name, name, server.Api, "-Key", SandboxCredentials.ChatKey);
        // The first step warms up; the largest one would take long.
        Way.Run(Math.Min(runs, MostRuns), warmsUp: count == counts[0], way);
        return (count, way);
    })]);
}
