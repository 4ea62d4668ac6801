using System.Globalization;
using TwitterDm.Bench;
using TwitterDm.Bench.Archives;
using TwitterDm.Bench.Chat;
using TwitterDm.Bench.Listings;
using TwitterDm.Bench.Sends;
using TwitterDm.Bench.Speed;
using TwitterDm.Bench.Speed.Server;
using TwitterDm.Bench.Transcripts;
using TwitterDm.Bench.Watching;

return args switch
{
    [] => await SpeedBench.RunAsync(SpeedBench.UsualRuns),
    ["speed", "--quick", "--module", var module, .. var rest] => await QuickBench.RunAsync(Path.GetFullPath(module), rest),
    ["speed", .. var rest] => await SpeedBench.RunAsync(Number(rest, SpeedBench.UsualRuns)),
    ["listings", .. var rest] => await ListBench.RunAsync(Number(rest, 10_000)),
    ["first", .. var rest] => await FirstEventsBench.RunAsync(Number(rest, 20)),
    ["money", .. var rest] => await UserCostBench.RunAsync(Number(rest, 10_000)),
    ["sends", .. var rest] => await SendBench.RunAsync(Number(rest, 1000)),
    ["watch", .. var rest] => await WatchBench.RunAsync(rest.Length > 0 ? Number([rest[0]], 1) : 1, rest.Length > 1 ? Number([rest[1]], 1) : 1),
    ["chat-list"] => await ChatListBench.RunAsync(),
    ["chat-list", var conversations, var eventsEach] => await ChatListBench.RunAsync(Number([conversations], 1), Number([eventsEach], 1)),
    ["chat", .. var rest] => ChatBench.Run(Number(rest, 2000)),
    ["archive", .. var rest] => ArchiveBench.Run(Number(rest, 1_000_000)),
    ["transcript", .. var rest] => TranscriptBench.Run(Number(rest, 1_000_000)),

    // What a benchmark runs as a process of its own.
    ["--serve", .. var plan] => await PageServer.RunAsync(ServerPlan.Parse(plan)),
    ["--floor", var api] => await Floor.RunAsync(new Uri(api)),
    ["--core", var api] => await CoreReader.RunAsync(new Uri(api)),
    ["--archive", var way, var path] => await ArchiveReading.RunAsync(way, path),
    ["--transcript", var way, var events, var folder] => TranscriptWriting.Run(way, int.Parse(events, CultureInfo.InvariantCulture), folder),
    _ => Refuse(),
};

static int Number(string[] arguments, int usual) => arguments is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : usual;

static int Refuse()
{
    Console.Error.WriteLine($"There is no such benchmark. See {Path.Combine(Checkout.Root, "bench", "README.md")}.");
    return 2;
}
