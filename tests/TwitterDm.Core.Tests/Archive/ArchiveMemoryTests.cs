using System.Runtime.CompilerServices;
using System.Text;
using TwitterDm.Archive.Indexing;
using TwitterDm.Archive.Mapping;
using TwitterDm.Archive.Scanning;
using TwitterDm.Archive.Zip;
using TwitterDm.Testing.Archives;
using static TwitterDm.Testing.Archives.ArchiveConversationBuilder;

namespace TwitterDm.Core.Tests.Archive;

/// <summary>
/// Memory does not grow with the size of an archive, and by less than 64 bytes with each event. Measured by counting, not by a profiler.
/// </summary>
public sealed class ArchiveMemoryTests : IDisposable
{
    private readonly ArchiveFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_index_takes_less_than_64_bytes_for_each_event()
        => Assert.InRange(Unsafe.SizeOf<IndexEntry>() + sizeof(int), 1, 64);

    [Fact]
    public void Scanning_keeps_no_more_than_a_window()
    {
        var scanned = new CountingHandler();
        using var file = new EndlessFile(200_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(new DataFileScanner(file, ArchiveLimits.Default.MaxRecord, scanned, CancellationToken.None).Scan());

        Assert.Equal((200_000, 0), (scanned.Entries, scanned.Losses));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    [Fact]
    public void Numbering_the_reactions_of_an_entry_reads_it_once()
    {
        const int count = 1000;
        var reactions = string.Join(',', Enumerable.Range(1, count).Select(user => $"{{\"senderId\":\"{user}\"}}"));
        var entry = Encoding.ASCII.GetBytes($"{{\"messageCreate\":{{\"createdAt\":\"{Time(1)}\",\"reactions\":[{reactions}]}}}}");
        using var store = new RecordStore();
        var (events, place) = (new EventIndex(), store.Copy(entry));
        for (var number = 0; number < count; number++)
            events.Add(new(1, (ulong)number, place, 0, IndexEntry.DetailOf(EntryKind.Reaction, hasId: false, number)));
        var (numbers, sorted) = (new TwitterDm.Archive.EntryNumbers(events, new(store)), Enumerable.Range(0, count).ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var at = 0; at < count; at++)
            Assert.Equal(1, numbers.Of(sorted, at));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * entry.Length);
    }

    [Fact]
    public async Task Temporary_files_have_no_name_while_they_are_used()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var path = new ArchiveBuilder().Add("111-222", conversation =>
        {
            for (var second = 0; second < 500; second++)
                conversation.Message(Id(second), "222", "x", Time(second));
        }).WriteZip(_folder["x.zip"]);
        await using var reader = new TwitterDm.Archive.DmArchiveReader(new DmArchiveQuery { Path = path });

        Assert.NotNull(await reader.ReadPageAsync());

        Assert.Contains(Directory.GetFiles($"/proc/{Environment.ProcessId}/fd").Select(LinkOf), target =>
            target?.Contains(".twitterdm-", StringComparison.Ordinal) == true && target.EndsWith("(deleted)", StringComparison.Ordinal));

        static string? LinkOf(string descriptor)
        {
            try
            {
                return new FileInfo(descriptor).LinkTarget;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task A_file_with_another_name_belongs_to_the_message_with_its_id()
    {
        var path = new ArchiveBuilder().Add("111-222", conversation => conversation
                .Message(Id(2), "222", "x", Time(2), ["https://video.twimg.com/dm_gif/55/a.mp4", "https://video.twimg.com/dm_video/66/vid/b.mp4?tag=1"])
                .Message(Id(1), "222", "y", Time(1), ["https://ton.twitter.com/dm/1/77/c.jpg"]))
            .AddMedia($"{Id(2)}-66.mp4", [66]).AddMedia($"{Id(2)}-other.mp4", [55]).AddMedia("9-c.jpg", [9]).WriteFolder(_folder["x"]);

        var media = (await _folder.ReadAsync(path)).SelectMany(item => item.Media).ToArray();

        Assert.Equal(["animated_gif", "video", "photo"], media.Select(item => item.Type));
        Assert.EndsWith("66.mp4", media[1].LocalPath, StringComparison.Ordinal);
        Assert.Null(media[2].LocalPath);
    }

    private sealed class CountingHandler : IDataFileHandler
    {
        public int Entries { get; private set; }

        public int Losses { get; private set; }

        public void BeginConversation()
        {
        }

        public void SetMember(string name, string? value)
        {
        }

        public bool AddEntry(ReadOnlyMemory<byte> json, long position)
        {
            Entries++;
            return true;
        }

        public void EndConversation()
        {
        }

        public void Lose(long position, string what) => Losses++;
    }

    private sealed class EndlessFile(int count) : Stream
    {
        private static readonly byte[] Begin = Encoding.ASCII.GetBytes("x = [ { \"dmConversation\": { \"conversationId\": \"1-2\", \"messages\": [ ");
        private static readonly byte[] Entry = Encoding.ASCII.GetBytes("{ \"messageCreate\": { \"id\": \"1\", \"text\": \"" + new string('x', 200) + "\" } },\n");
        private static readonly byte[] Ending = Encoding.ASCII.GetBytes(" ] } } ]");

        private byte[] _current = Begin;
        private int _at;
        private int _left = count;
        private bool _isEnding;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_at == _current.Length)
            {
                if (_isEnding)
                    return 0;
                _isEnding = _left-- == 0;
                (_current, _at) = (_isEnding ? Ending : Entry, 0);
            }

            var length = Math.Min(buffer.Length, _current.Length - _at);
            _current.AsSpan(_at, length).CopyTo(buffer);
            _at += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
