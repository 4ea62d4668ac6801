using TwitterDm.Bench.Speed.Scenarios;
using static TwitterDm.Bench.Speed.Results.Text;

namespace TwitterDm.Bench.Speed.Results;

/// <summary>The goals, what was measured, and whether they are met. Goals are ratios of one run, since machines differ.</summary>
internal static class GoalTable
{
    private const double OfLeast = 1.3;
    private const double TimesLoop = 4;
    private const double MostMegabytes = 40;
    private const double OfRequests = 1.1;
    private const double Steady = 1.1;

    // PowerShell's own start took this long where the goals were set.
    private const double IdleThen = 0.220;
    private const double ImportThen = 0.040;
    private const double FirstThen = 0.180;

    public static IEnumerable<string> Lines(SpeedResults results) =>
    [
        "| goal | measured | met |",
        "| --- | --- | --- |",
        .. Goals(results).Select(goal => $"| {goal.Goal} | {goal.Measured} | {(goal.IsMet ? "yes" : "**no**")} |"),
    ];

    /// <summary>What PowerShell itself needs, and how far the module and its goals are from that.</summary>
    public static IEnumerable<string> PowerShellShare(SpeedResults results)
    {
        var (list, start, bare) = (results.Listing, results.StartUp, results.Listing.Bare);
        return
        [
            "What PowerShell itself needs: a cmdlet that only reads, deserializes and writes the events, and after `Import-Module TwitterDm` and `Connect-TwitterDm` what a list",
            "would take if the module did nothing with an event.",
            "",
            "| | that cmdlet | after import and connect | this module | its goal |",
            "| --- | --- | --- | --- | --- |",
            Of(
                $"| streamed | {bare.Streamed.Seconds.Median:0.00} s | {bare.Connected.Seconds.Median:0.00} s | {list.Stream.Seconds.Median:0.00} s | {OfLeast * results.Least:0.00} s |"),
            Of(
                $"| kept | {bare.Kept.Seconds.Median:0.00} s | {bare.ConnectedKept.Seconds.Median:0.00} s | {list.Keep.Seconds.Median:0.00} s | {list.Loop.Seconds.Median / TimesLoop:0.00} s |"),
            Of(
                $"| memory over an idle PowerShell | {results.OverIdle(bare.Streamed):0} MB | {results.OverIdle(bare.Connected):0} MB | {results.OverIdle(list.Stream):0} MB | {MostMegabytes:0} MB |"),
            "",
            Of(
                $"After the import of an empty module of the same shape, that cmdlet takes {results.OverIdle(bare.Shaped):0} MB: the goal leaves {MostMegabytes - results.OverIdle(bare.Shaped):0} MB for the code and the data of this module. ")
                + Of(
                    $"`Import-Module` takes {OfStart(start.Shape.Seconds.Median - start.Empty.Seconds.Median)} longer for that empty module than for an empty binary module, ")
                + Of(
                    $"and {OfStart(start.Import.Seconds.Median - start.Shape.Seconds.Median)} longer for TwitterDm than for that empty module."),
        ];

        string OfStart(double seconds) => Of($"{seconds * 1000:0} ms ({seconds / start.Idle.Seconds.Median:P0} of PowerShell's own start)");
    }

    /// <summary>What .NET's own compiler takes, which a module cannot change.</summary>
    public static string RuntimeShare(SpeedResults results)
    {
        var list = results.Listing;
        return Of(
                $"The setting is the environment variable `{FullListing.WithoutProfiling.Key}={FullListing.WithoutProfiling.Value}`, set before PowerShell starts. Without it, .NET first compiles code that runs often so that it ")
            + Of(
                $"counts what it does, and then once more, while a list of {FullListing.Events:N0} events is nearly over. With it, the module takes {1 - (list.StreamWithoutProfiling.Seconds.Median / list.Stream.Seconds.Median):P0} less time, ")
            + Of(
                $"and {1 - (list.KeepWithoutProfiling.Seconds.Median / list.Keep.Seconds.Median):P0} less if the events are kept. A module cannot choose it.");
    }

    private static IEnumerable<(string Goal, string Measured, bool IsMet)> Goals(SpeedResults results)
    {
        var (list, start) = (results.Listing, results.StartUp);
        var (stream, unprofiled) = (list.Stream.Seconds.Median, list.StreamWithoutProfiling.Seconds.Median);
        yield return (
            Of($"{FullListing.Events:N0} events, streamed: at most {OfLeast} times the C# program and PowerShell's start together"),
            Of($"{stream:0.00} s is {stream / results.Least:0.00} times {results.Least:0.00} s; with the setting below, {unprofiled / results.Least:0.00} times"),
            stream <= OfLeast * results.Least);
        if (list.Node is { } client)
        {
            var node = client.Seconds.Median + list.Idle.Seconds.Median;
            yield return (
                "within reach: `twitter-api-v2` and PowerShell's start together",
                Of($"{stream:0.00} s is {stream / node:0.00} times {node:0.00} s; with the setting below, {unprofiled / node:0.00} times"),
                stream <= node);
        }

        yield return (
            Of($"kept: at least {TimesLoop:0} times as fast as the loop of `Invoke-RestMethod`"),
            Of(
                $"{list.Loop.Seconds.Median / list.Keep.Seconds.Median:0.0} times; with the setting below, {list.Loop.Seconds.Median / list.KeepWithoutProfiling.Seconds.Median:0.0} times"),
            list.Keep.Seconds.Median * TimesLoop <= list.Loop.Seconds.Median);
        foreach (var (count, way) in results.Events.Steps.TakeLast(2))
        {
            yield return (Of($"memory for {count:N0} events, streamed: at most {MostMegabytes:0} MB over an idle PowerShell"),
                Of($"{results.OverIdle(way):0} MB"),
                results.OverIdle(way) <= MostMegabytes);
        }

        yield return AtStart("`Import-Module`: over an empty binary module", ImportThen, start.Import, start.Empty, start.Idle);
        yield return AtStart("import, connect and one event: over an idle PowerShell", FirstThen, start.First, start.Idle, start.Idle);
        var ratio = results.Network.Stream.Seconds.Median / results.Network.SumOfRequests;
        yield return (
            Of($"{SlowNetwork.Latency.TotalMilliseconds:0} ms of latency for each request: at most {OfRequests} times the sum of the requests"),
            Of($"{ratio:0.00} times"),
            ratio <= OfRequests);
        yield return Linear("time for each event", "events", results.Events);
        yield return Linear("time for each conversation of X Chat", "conversations", results.Chats);
    }

    private static (string Goal, string Measured, bool IsMet) AtStart(string what, double then, Way way, Way over, Way idle)
    {
        var (more, share) = (way.Seconds.Median - over.Seconds.Median, then / IdleThen);
        var measured = more / idle.Seconds.Median;
        return (
            Of($"{what}, at most {share:P0} of PowerShell's own start ({then * 1000:0} ms where that takes {IdleThen * 1000:0} ms)"),
            Of($"{measured:P0} ({more * 1000:0} ms)"),
            measured <= share);
    }

    private static (string Goal, string Measured, bool IsMet) Linear(string what, string of, Growth growth)
    {
        var (before, last) = (growth.Steps[^2], growth.Steps[^1]);
        var ratio = last.Way.WorkSeconds.Median / last.Count / (before.Way.WorkSeconds.Median / before.Count);
        return (
            Of($"{what}: with {last.Count:N0} {of} at most {Steady} times that with {before.Count:N0}"),
            Of($"{ratio:0.00} times"),
            ratio <= Steady);
    }
}
