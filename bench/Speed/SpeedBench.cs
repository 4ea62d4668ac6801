using System.Diagnostics;
using System.Globalization;
using TwitterDm.Bench.Speed.Results;
using TwitterDm.Bench.Speed.Scenarios;
using TwitterDm.Bench.Speed.Server;

namespace TwitterDm.Bench.Speed;

/// <summary>How fast the module is, beside its rivals, as whole processes. Writes RESULTS.md and the chart of the documentation.</summary>
internal static class SpeedBench
{
    /// <summary>How often each way is run, unless told otherwise.</summary>
    public const int UsualRuns = 5;

    private static readonly int[] EventCounts = [1_000, 10_000, FullListing.Events, 1_000_000];
    private static readonly int[] ChatCounts = [10, 100, 1_000];

    /// <summary>Measures everything.</summary>
    /// <param name="runs">How often.</param>
    public static async Task<int> RunAsync(int runs)
    {
        var start = Stopwatch.GetTimestamp();
        var tools = await Tools.GetAsync(Checkout.Module);
        var (listing, startUp) = List(tools, runs, start);
        Say(start, "A slow network");
        var network = SlowNetwork.Run(tools, runs);
        Say(start, "50 conversations");
        var conversations = Conversations.Run(tools, runs);
        Say(start, "More and more events");
        var events = Growth.OfEvents(tools, runs, EventCounts);
        Say(start, "More and more conversations of X Chat");
        var chats = Growth.OfChats(tools, runs, ChatCounts);

        var results = new SpeedResults(runs, DateTime.UtcNow, tools.Shell, listing, startUp, network, conversations, events, chats);
        ResultsPage.Write(results);
        SpeedChart.Write(results);
        Say(start, $"Written: {ResultsPage.Location} and {SpeedChart.Location}");
        return 0;
    }

    private static (FullListing Listing, StartUp StartUp) List(Tools tools, int runs, long start)
    {
        Say(start, "The pages of the server");
        using var server = ServerProcess.Start(new ServerPlan(FullListing.Events));
        Say(start, string.Create(CultureInfo.InvariantCulture, $"{FullListing.Events:N0} events in all ways"));
        var listing = FullListing.Run(tools, server, runs);
        Say(start, "The start");
        return (listing, StartUp.Run(tools, server, runs));
    }

    private static void Say(long start, string what)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds,5:0} s  {what}"));
}
