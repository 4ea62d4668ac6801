using System.Runtime.InteropServices;
using TwitterDm.Bench.Speed.Scenarios;
using static TwitterDm.Bench.Speed.Results.Text;

namespace TwitterDm.Bench.Speed.Results;

/// <summary>The results, as a page of Markdown.</summary>
internal static class ResultsPage
{
    /// <summary>Where it is written.</summary>
    public static string Location { get; } = Path.Combine(Checkout.Root, "bench", "RESULTS.md");

    private static string Tried => Path.Combine(Checkout.Root, "bench", "tried.md");

    /// <summary>Writes it.</summary>
    public static void Write(SpeedResults results) => File.WriteAllText(Location, string.Join('\n', Lines(results)) + "\n");

    private static IEnumerable<string> Lines(SpeedResults results) =>
        [
            "# Speed",
            "",
            "Written by `dotnet run -c Release --project bench`; the section about what was tried comes from [tried.md](tried.md).",
            "",
            $"![{SpeedChart.Summary(results)}](../docs/images/speed.svg)",
            "",
            "## Goals",
            "",
            .. GoalTable.Lines(results),
            "",
            .. GoalTable.PowerShellShare(results),
            "",
            GoalTable.RuntimeShare(results),
            "",
            Of($"## {FullListing.Events:N0} events"),
            "",
            "Whole processes, from their start to their end. The ratio is to this module, streamed; the memory is over that of an idle PowerShell.",
            "",
            "| method | median | spread | ratio | peak memory | over idle |",
            "| --- | --- | --- | --- | --- | --- |",
            .. results
                .Listing.Readers.Prepend(results.Listing.Idle)
                .Select(way =>
                    Of(
                        $"| {Cell(way.Name)} | {Seconds(way.Seconds)} | {way.Seconds.Median / results.Listing.Stream.Seconds.Median:0.00} | {way.Megabytes.Median:0} MB | {Over(results.OverIdle(way))} |")),
            "",
            "## Before the first event",
            "",
            "| process | median | spread | over idle | methods compiled at run time |",
            "| --- | --- | --- | --- | --- |",
            .. results.StartUp.All.Select(way =>
                Of(
                    $"| {Cell(way.Name)} | {Milliseconds(way.Seconds)} | {(way.Seconds.Median - results.StartUp.Idle.Seconds.Median) * 1000:0} ms | {way.Methods.Median:0} |")),
            "",
            "## A slow network",
            "",
            Of(
                $"10,000 events, and {SlowNetwork.Latency.TotalMilliseconds:0} ms until each response. The server measured {results.Network.Response.TotalMilliseconds:0.0} ms, so that the module's {SlowNetwork.Requests} requests take {results.Network.SumOfRequests:0.00} s together."),
            "",
            "| method | median | spread | ratio |",
            "| --- | --- | --- | --- |",
            .. new[] { results.Network.Floor, results.Network.Stream }.Select(way =>
                Of($"| {Cell(way.Name)} | {Seconds(way.Seconds)} | {way.Seconds.Median / results.Network.SumOfRequests:0.00} |")),
            "",
            Of(
                $"{Conversations.Count} conversations ({results.Conversations.Sequential.Events:N0} events) over the same network, without the start:"),
            "",
            "| method | median | spread | ratio |",
            "| --- | --- | --- | --- |",
            .. new[] { results.Conversations.Sequential, results.Conversations.Parallel }.Select(way =>
                Of(
                    $"| {Cell(way.Name)} | {Seconds(way.WorkSeconds)} | {way.WorkSeconds.Median / results.Conversations.Sequential.WorkSeconds.Median:0.00} |")),
            "",
            "## Growth",
            "",
            "The time of `Get-DmEvent` alone, streamed, and the memory of the process over that of an idle PowerShell.",
            "",
            "| events | median | spread | for each event | over idle |",
            "| --- | --- | --- | --- | --- |",
            .. results.Events.Steps.Select(step =>
                Of(
                    $"| {step.Count:N0} | {Seconds(step.Way.WorkSeconds)} | {step.Way.WorkSeconds.Median / step.Count * 1e6:0} µs | {Over(results.OverIdle(step.Way))} |")),
            "",
            "The same with X Chat, whose events are decrypted, and their signatures verified:",
            "",
            "| conversations | events | median | spread | for each event | over idle |",
            "| --- | --- | --- | --- | --- | --- |",
            .. results.Chats.Steps.Select(step =>
                Of(
                    $"| {step.Count:N0} | {step.Way.Events:N0} | {Seconds(step.Way.WorkSeconds)} | {step.Way.WorkSeconds.Median / step.Way.Events * 1e6:0} µs | {Over(results.OverIdle(step.Way))} |")),
            "",
            "## What was tried and did not help",
            "",
            File.ReadAllText(Tried).Trim(),
            "",
            "## How it was measured",
            "",
            .. Method(results),
        ];

    private static IEnumerable<string> Method(SpeedResults results) =>
        [
            Of($"- {results.Date:yyyy-MM-dd}, {Machine.Description}."),
            Of(
                $"- {results.Shell.Description}, on {RuntimeInformation.FrameworkDescription}; Node {Machine.NodeVersion ?? "was missing"}."),
            "- PowerShell as a .NET tool is not compiled ahead of time, but what its installers deliver is. So the benchmark compiles the tool's assemblies with the SDK's crossgen",
            "  (`build/CompiledPowerShell`), once.",
            Of(
                $"- {results.Runs} runs of each method, in turns, after one that does not count; six times as many for the start, and 3 at most for the slow network and for growth."),
            "  The number is the median; the spread is from the smallest to the largest.",
            "- The server is a process of its own on a local port. It has all pages as bytes before the first request, 100 events in each, and sends every client the same ones.",
            Of($"  Its limits are so wide that no client waits. The {FullListing.Events:N0} events are the sandbox's."),
            "- `Get-BareEvent` (`bench/BareModule`) does in a cmdlet what the C# program does, and is compiled ahead of time as the module is. The empty module of the same",
            "  shape has what this module has around its code: a manifest, a script that imports an assembly, and a second manifest with types and views, of one entry each.",
            "- All processes measure the peak of their memory themselves, at their end. 1 MB is 1,000,000 bytes.",
            "",
            "To repeat it, on a quiet machine:",
            "",
            "```console",
            "npm ci --prefix tests/clients/twitter-api-v2",
            "dotnet run -c Release --project bench -- speed 5",
            "```",
        ];
}
