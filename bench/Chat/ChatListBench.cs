using System.Diagnostics;
using System.Globalization;

namespace TwitterDm.Bench.Chat;

/// <summary>What listing X Chat costs, as the number of events and of conversations grows: everything but the network.</summary>
internal static class ChatListBench
{
    private const int Looks = 10;

    /// <summary>Measures the growth of events, and of conversations, and prints a table.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine($"{"conversations",13} {"events",8} {"requests",8} {"µs/event",8} {"CPU µs",8} {"KB allocated",12} {"MB in use",9}");
        // The first one warms up.
        foreach (var (conversations, eventsEach) in new[] { (1, 2_000), (1, 10_000), (1, 100_000), (10, 100), (100, 100), (1_000, 100) })
            await RunAsync(conversations, eventsEach);
        return 0;
    }

    /// <summary>Lists all events of a number of conversations, first for the time and then for the memory, and prints a line.</summary>
    public static async Task<int> RunAsync(int conversations, int eventsEach)
    {
        using var pages = new ChatPages(conversations, eventsEach);
        using var connection = await pages.ConnectAsync();
        var requests = pages.Requests;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        var events = await ListAsync(connection, pages, look: null);
        var time = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        processor = process.TotalProcessorTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        requests = pages.Requests - requests;
        var memory = await MeasureMemoryAsync(pages, events);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{conversations, 13:N0} {events, 8:N0} {requests, 8:N0} {time.TotalMicroseconds / events, 8:0.0} {processor.TotalMicroseconds / events, 8:0.0} {allocated / 1024.0 / events, 12:0.0} {memory, 9:0.0}"));
        return 0;
    }

    // What is in use after a collection, at the most, now and then during the listing.
    private static async Task<double> MeasureMemoryAsync(ChatPages pages, int total)
    {
        using var connection = await pages.ConnectAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        await ListAsync(connection, pages, number =>
        {
            if (number % Math.Max(1, total / Looks) == total / Looks / 2)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        });
        return most / 1024.0 / 1024;
    }

    private static async Task<int> ListAsync(DmConnection connection, ChatPages pages, Action<int>? look)
    {
        var query = new DmEventQuery { Sources = [DmSource.Chat], ConversationId = pages.OnlyConversationId };
        var events = 0;
        await foreach (var item in new DmClient(connection).ListEvents(query))
        {
            if (item is not { IsVerified: true, Text: not null })
                throw new InvalidOperationException($"The event {item.Id} could not be verified.");
            look?.Invoke(++events);
            events += look is null ? 1 : 0;
        }

        return events;
    }
}
