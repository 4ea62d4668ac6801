using System.Runtime.CompilerServices;
using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.Collecting;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>The memory that a transcript takes hardly grows with its events.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void An_event_takes_at_most_64_bytes_in_the_index() => Assert.InRange(TranscriptCollector.BytesPerEvent, 1, 64);

    [Fact]
    public void Neither_the_events_nor_the_entries_are_kept()
    {
        const int Count = 2000;
        using var collector = new TranscriptCollector(null);
        var events = Enumerable.Range(0, Count).Select(number => Add(collector, number)).ToArray();
        Assert.InRange(CountAlive(events), 0, 1);

        var conversation = collector.Complete().Open(collector.Conversations[0], CancellationToken.None);
        var builder = new EntryBuilder(conversation, TimeZoneInfo.Utc, _ => null, _ => []);
        var entries = conversation.EntriesInOrder().Select(position => Build(builder, position)).ToArray();
        Assert.Equal(Count, entries.Length);
        Assert.InRange(CountAlive(entries), 0, 1);
    }

    [Fact]
    public void A_list_of_a_million_positions_never_has_to_be_copied()
    {
        var list = new ChunkedList<IndexedEvent>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < 1_000_000; index++)
            list.Add(new() { Key = index });

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (long)(1.02 * 1_000_000 * ChunkedList<IndexedEvent>.ValueSize));
        Assert.Equal(999_999, list[999_999].Key);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Add(TranscriptCollector collector, int number)
    {
        var item = TestEvents.Message(number);
        collector.Add(item);
        return new(item);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Build(EntryBuilder builder, int position) => new(builder.Build(position));

    private static int CountAlive(WeakReference[] references)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return references.Count(reference => reference.IsAlive);
    }
}
