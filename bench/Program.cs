using System.Globalization;
using TwitterDm.Bench;
using TwitterDm.Bench.Archives;
using TwitterDm.Bench.Chat;
using TwitterDm.Bench.Listings;
using TwitterDm.Bench.Sends;
using TwitterDm.Bench.Transcripts;
using TwitterDm.Bench.Watching;

// dotnet run -c Release --project bench [-- EVENTS]: reads events; compare the ratios, since the milliseconds depend on the machine.
// dotnet run -c Release --project bench -- sends [ROWS]: sends over a bad network.
// dotnet run -c Release --project bench -- money [EVENTS]: compares the cost of the ways to get the users of the events.
// dotnet run -c Release --project bench -- listings [EVENTS]: compares listings with a hand-written loop and a client library.
// dotnet run -c Release --project bench -- first [EVENTS]: counts the requests for the newest events of X Chat.
// dotnet run -c Release --project bench -- watch [MINUTES [SPEED]]: watches for new events, polled and streamed, with faults.
// dotnet run -c Release --project bench -- chat [EVENTS]: verifies and decrypts events of X Chat, beside X's own SDK in Node.
// dotnet run -c Release --project bench -- chat-list [CONVERSATIONS EVENTS]: lists conversations of X Chat, without the network.
// dotnet run -c Release --project bench -- archive [MESSAGES]: reads an archive, beside a program that parses it whole.
// dotnet run -c Release --project bench -- transcript [EVENTS]: writes the transcript of a long conversation, beside a program that keeps all events.
return args switch
{
    ["--core", var api] => await CoreReader.RunAsync(new Uri(api)),
    ["--archive", var way, var path] => await ArchiveReading.RunAsync(way, path),
    ["archive", .. var rest] => ArchiveBench.Run(Number(rest, 1_000_000)),
    ["--transcript", var way, var events, var folder] => TranscriptWriting.Run(way, int.Parse(events, CultureInfo.InvariantCulture), folder),
    ["transcript", .. var rest] => TranscriptBench.Run(Number(rest, 1_000_000)),
    ["sends", .. var rest] => await SendBench.RunAsync(Number(rest, 1000)),
    ["money", .. var rest] => await UserCostBench.RunAsync(Number(rest, 10_000)),
    ["first", .. var rest] => await FirstEventsBench.RunAsync(Number(rest, 20)),
    ["listings", .. var rest] => await ListBench.RunAsync(Number(rest, 10_000)),
    ["watch", .. var rest] => await WatchBench.RunAsync(rest.Length > 0 ? Number([rest[0]], 1) : 1, rest.Length > 1 ? Number([rest[1]], 1) : 1),
    ["chat-list"] => await ChatListBench.RunAsync(),
    ["chat-list", var conversations, var eventsEach] => await ChatListBench.RunAsync(Number([conversations], 1), Number([eventsEach], 1)),
    ["chat", .. var rest] => ChatBench.Run(Number(rest, 2000)),
    var rest => ReadBench.Run(Number(rest, 100_000)),
};

static int Number(string[] arguments, int usual) => arguments is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : usual;
