using System.Diagnostics;
using System.Text.Json;
using TwitterDm.Archive;

namespace TwitterDm.Bench.Archives;

/// <summary>One way of reading an archive, in a process of its own.</summary>
internal static class ArchiveReading
{
    public const string Streaming = "streaming";
    public const string First = "first";
    public const string Document = "document";

    /// <summary>Reads, and prints the result as JSON.</summary>
    public static async Task<int> RunAsync(string way, string path)
    {
        var clock = Stopwatch.StartNew();
        var (events, first) = way switch
        {
            Document => ReadDocument(path, clock),
            First => await ReadStreamAsync(path, clock, 100),
            _ => await ReadStreamAsync(path, clock, null),
        };
        var result = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["events"] = events,
            ["first"] = first,
            ["milliseconds"] = clock.ElapsedMilliseconds,
            ["peakBytes"] = Process.GetCurrentProcess().PeakWorkingSet64,
        };
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    private static async Task<(long Events, long First)> ReadStreamAsync(string path, Stopwatch clock, long? maximum)
    {
        long events = 0;
        long first = 0;
        await foreach (var item in new DmArchiveReader(new DmArchiveQuery { Path = path, First = maximum }))
        {
            first = events++ == 0 ? clock.ElapsedMilliseconds : first;
            GC.KeepAlive(item);
        }

        return (events, first);
    }

    // The least that a script in .NET would do: parse the file whole, join the pieces, drop what they repeat, sort.
    private static (long Events, long First) ReadDocument(string path, Stopwatch clock)
    {
        var bytes = File.ReadAllBytes(Path.Combine(path, "data", "direct-messages.js"));
        using var document = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().IndexOf((byte)'=') + 1));
        var conversations = document.RootElement.EnumerateArray().Select(item => item.GetProperty("dmConversation"))
            .GroupBy(conversation => conversation.GetProperty("conversationId").GetString(), StringComparer.Ordinal);
        long events = 0;
        long first = 0;
        foreach (var conversation in conversations)
        {
            var messages = conversation.SelectMany(piece => piece.GetProperty("messages").EnumerateArray())
                .Select(item => item.GetProperty("messageCreate"))
                .Select(message =>
                    (
                        Id: message.GetProperty("id").GetString()!,
                        Time: message.GetProperty("createdAt").GetDateTimeOffset(),
                        Text: message.GetProperty("text").GetString(),
                        Sender: message.GetProperty("senderId").GetString()))
                .DistinctBy(message => message.Id, StringComparer.Ordinal)
                .OrderByDescending(message => message.Time);
            foreach (var message in messages)
            {
                first = events++ == 0 ? clock.ElapsedMilliseconds : first;
                GC.KeepAlive(message.Text);
            }
        }

        return (events, first);
    }
}
