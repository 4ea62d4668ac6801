using System.Globalization;
using TwitterDm.Testing;

namespace TwitterDm.Bench.Watching;

/// <summary>
/// New events, polled and streamed, classic and of X Chat, from a sandbox with traffic whose requests and streams fail again and again.
/// </summary>
internal static class WatchBench
{
    private static readonly Fault[] RequestFaults =
        [Fault.ResetAfterHandling, Fault.Status(503), Fault.CutBody, Fault.RefuseBeforeReading, Fault.CutJson, Fault.StatusAfterHandling(500), Fault.Html];

    private static readonly Fault[] StreamFaults =
        [Fault.StreamDuplicate, Fault.StreamCut(5), Fault.StreamOutOfOrder, Fault.StreamDisconnect(4), Fault.StreamMissed(3), Fault.StreamSilence(3)];

    /// <summary>Watches for some minutes.</summary>
    /// <param name="minutes">How long.</param>
    /// <param name="speed">How much faster time passes for the sandbox and the watches than it does; 1 for not at all.</param>
    public static async Task<int> RunAsync(double minutes, double speed)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{minutes} minutes at {speed} times the usual speed, {WatchScenario.EventsPerMinute} events a minute, every {WatchScenario.FaultEvery}th request fails"));
        Console.WriteLine(
            $"{"scenario", -22} {"in", 6} {"out", 6} {"lost", 5} {"twice", 5} {"requests", 8} {"429s", 5} {"connects", 8} {"median", 8} {"worst", 8}");
        var clock = FastClock.StartNow(speed);
        WatchScenario[] scenarios =
        [
            new("polling, classic", DmSource.Classic, isStream: false, clock), new("polling, X Chat", DmSource.Chat, isStream: false, clock),
            new("streaming, classic", DmSource.Classic, isStream: true, clock), new("streaming, X Chat", DmSource.Chat, isStream: true, clock),
        ];
        var results = await Task.WhenAll(scenarios.Select(scenario => scenario.RunAsync(TimeSpan.FromMinutes(minutes), RequestFaults, StreamFaults)));
        foreach (var result in results)
            Console.WriteLine(result);
        return results.All(result => result is { Lost: 0, Twice: 0, TooMany: 0 }) ? 0 : 1;
    }
}

/// <summary>What came of a scenario.</summary>
internal sealed record WatchResult(string Name, int In, int Out, int Lost, int Twice, int Requests, int TooMany, int Connects, TimeSpan Median, TimeSpan Worst)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-22} {In,6} {Out,6} {Lost,5} {Twice,5} {Requests,8} {TooMany,5} {Connects,8} {Median.TotalSeconds,6:0.0} s {Worst.TotalSeconds,6:0.0} s");
}
