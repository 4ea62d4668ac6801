using TwitterDm.Archive;
using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Testing.Archives;
using TwitterDm.Transcripts.Exporting;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>What comes out of an archive is the same after it was exported as JSON Lines and imported again.</summary>
public sealed class ArchiveRoundTripTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_property_is_equal_but_where_the_event_was_imported_from(bool isFolder)
    {
        var builder = SampleArchive.Create();
        var archive = isFolder ? builder.WriteFolder(_folder["x"]) : builder.WriteZip(_folder["x.zip"]);
        var events = await ReadAsync(archive);

        var files = Exported.Files(new DmTranscriptOptions { Path = _folder["lines"], Format = DmTranscriptFormat.JsonLines }, events);
        var imported = files.SelectMany(file => Exported.Import(file).Events).ToDictionary(item => item.Id, StringComparer.Ordinal);

        Assert.Equal(3, files.Length);
        Assert.Equal(events.Count, imported.Count);
        Assert.All(events, item => Assert.Equal(
            DeepEquality.Describe(item, nameof(DmEvent.ImportedFrom)), DeepEquality.Describe(imported[item.Id], nameof(DmEvent.ImportedFrom))));
    }

    [Fact]
    public async Task An_archive_and_its_transcript_together_show_each_event_once()
    {
        var events = await ReadAsync(SampleArchive.Create().WriteZip(_folder["x.zip"]));
        var first = Exported.Files(new DmTranscriptOptions { Path = _folder["1"], Format = DmTranscriptFormat.JsonLines }, events);
        var imported = first.SelectMany(file => Exported.Import(file).Events);
        var second = Exported.Files(new DmTranscriptOptions { Path = _folder["2"], Format = DmTranscriptFormat.JsonLines }, imported.Concat(events));

        Assert.Equal(
            first.Order(StringComparer.Ordinal).SelectMany(file => File.ReadLines(file).Skip(1)),
            second.Order(StringComparer.Ordinal).SelectMany(file => File.ReadLines(file).Skip(1)));
    }

    [Fact]
    public async Task The_reactions_of_an_archive_are_shown_at_their_messages()
    {
        var events = await ReadAsync(SampleArchive.Create().WriteZip(_folder["x.zip"]));
        var entries = Exported.Entries([.. events.Where(item => item.ConversationId == SampleArchive.WithAda)]);

        Assert.Equal(3, entries.Count);
        Assert.Equal("like", Assert.Single(entries.Single(entry => entry.Event.Id == SampleArchive.PhotoMessage).Reactions).Reaction);
    }

    private static async Task<List<DmEvent>> ReadAsync(string path)
    {
        await using var reader = new DmArchiveReader(new DmArchiveQuery { Path = path });
        var events = new List<DmEvent>();
        await foreach (var item in reader)
            events.Add(item);
        return events;
    }
}
