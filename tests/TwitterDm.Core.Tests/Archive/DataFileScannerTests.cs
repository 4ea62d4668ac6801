using System.Text;
using TwitterDm.Archive.Scanning;
using TwitterDm.Archive.Zip;

namespace TwitterDm.Core.Tests.Archive;

/// <summary>
/// The work is proportional to the size of a file, whatever is in it: of what is damaged, nothing is looked at beyond the place where the
/// reading goes on, so that nothing is looked at again and again.
/// </summary>
public sealed class DataFileScannerTests
{
    private const int MaxLookahead = 2 * EntryStart.MaxLength;

    // The beginning of a file is looked at as a whole.
    private static readonly string Begin = "window.x = [" + new string(' ', 4096) + "{\"dmConversation\":{\"conversationId\":\"111-222\",\"messages\":[";

    [Theory]
    [InlineData("{\"messageCreate\":{")]
    [InlineData("{\"messageCreate\":{\"")]
    [InlineData("{\"messageCreate\":{\"\\")]
    [InlineData("{\"messageCreate\":{\\\"")]
    [InlineData("\\{\"messageCreate\":{\"\\\"")]
    [InlineData("{\"messageCreate\":{[[{{\"a\":")]
    [InlineData("{\"messageCreate\":{\"a{b\":\"{{\"c")]
    [InlineData("{ \"messageCreate\" : { \"text\" : \"the end is missing } }, ")]
    [InlineData("{\"dmConversation\":{\"")]
    [InlineData("{\"dmConversation\":{\"\\\"")]
    [InlineData("{\"dmConversation\":{\"a\":\"")]
    [InlineData("{\"dmConversation\":{\"a\":x")]
    [InlineData("{\"dmConversation\":{\"a\":{\"b\":\"")]
    [InlineData("{\"dmConversation\":{\"messages\":[{\"a\":\"")]
    [InlineData("{\"dmConversation\":{\"messages\":[x{\"a\":[\"")]
    public void Damage_is_looked_at_as_far_as_the_next_entry(string damage)
    {
        const int count = 1000;
        using var file = new SlowFile(Begin + string.Concat(Enumerable.Repeat(damage, count)));
        var handler = new LookaheadRecorder(file);

        Assert.True(new DataFileScanner(file, ArchiveLimits.Default.MaxRecord, handler, CancellationToken.None).Scan());

        Assert.InRange(handler.Lookaheads.Count, count - 1, (2 * count) + 1);
        Assert.All(handler.Lookaheads, lookahead => Assert.InRange(lookahead, 0, MaxLookahead + SlowFile.Step + damage.Length));
    }

    /// <summary>Notes how far a file was read when something of it is lost.</summary>
    private sealed class LookaheadRecorder(SlowFile file) : IDataFileHandler
    {
        public List<long> Lookaheads { get; } = [];

        public void BeginConversation()
        {
        }

        public void SetMember(string name, string? value)
        {
        }

        public bool AddEntry(ReadOnlyMemory<byte> json, long position) => false;

        public void EndConversation()
        {
        }

        public void Lose(long position, string what) => Lookaheads.Add(file.Position - position);
    }

    /// <summary>A file that is read in small steps.</summary>
    private sealed class SlowFile(string content) : MemoryStream(Encoding.UTF8.GetBytes(content))
    {
        public const int Step = 64;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, Step)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, Step));
    }
}
