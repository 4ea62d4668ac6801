using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.Exporting;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>What remains of a transcript with more parts than the one that replaces it.</summary>
public sealed class OlderPartsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("t.html")]
    [InlineData("t.md")]
    [InlineData("t.jsonl")]
    public void Parts_of_the_same_transcript_are_removed_and_files_of_others_stay(string name)
    {
        var (stem, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        Export(name, partSize: 1, [.. Enumerable.Range(1, 5).Select(number => TestEvents.Message(number))]);
        File.WriteAllText(_folder[$"{stem}-6{extension}"], "of somebody else");
        Export($"{stem}-7{extension}", partSize: null, new DmEvent(TestEvents.Message(9)) { ConversationId = "111-333" });
        File.Delete(_folder[$"{stem}-4{extension}"]);

        Export(name, partSize: 3, [.. Enumerable.Range(1, 5).Select(number => TestEvents.Message(number))]);

        Assert.Equal([$"{stem}-2{extension}", $"{stem}-6{extension}", $"{stem}-7{extension}", name], _folder.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(DmTranscriptFormat.Html, ".html")]
    [InlineData(DmTranscriptFormat.Markdown, ".md")]
    [InlineData(DmTranscriptFormat.JsonLines, ".jsonl")]
    public void A_folder_has_one_transcript_of_a_conversation_whatever_its_people_are_called(DmTranscriptFormat format, string extension)
    {
        ToFolder(format, partSize: 1, force: false, Named("ann", 1), Named("ann", 2));
        File.WriteAllText(_folder[$"of somebody else_111-222{extension}"], "old");
        ToFolder(format, partSize: null, force: false, new DmEvent(Named("bob", 3)) { ConversationId = "111-2222" });

        var refused = Assert.Throws<DmException>(() => ToFolder(format, partSize: null, force: false, Named("anna", 1)));
        Assert.Equal((DmErrorReason.TranscriptExists, _folder[$"ann_111-222{extension}"]), (refused.Reason, refused.Target));
        using (var preview = new DmTranscriptExport(new DmTranscriptOptions { Path = _folder.Path, Format = format, IsPreview = true }))
        {
            preview.Add(Named("anna", 1));
            Assert.Throws<DmException>(() => preview.Check(preview.Plan().Single()));
        }

        Assert.DoesNotContain($"anna_111-222{extension}", _folder.Names);
        ToFolder(format, partSize: null, force: true, Named("anna", 1));

        Assert.Equal([$"111-2222{extension}", $"anna_111-222{extension}", $"of somebody else_111-222{extension}"], _folder.Names);
        Assert.Equal("old", File.ReadAllText(_folder[$"of somebody else_111-222{extension}"]));
    }

    private static DmEvent Named(string username, int number) => new(TestEvents.Message(number)) { Sender = new DmUser { Id = TestEvents.Ann, Username = username } };

    private void ToFolder(DmTranscriptFormat format, int? partSize, bool force, params DmEvent[] events)
        => Exported.Files(new DmTranscriptOptions { Path = _folder.Path, Format = format, PartitionSize = partSize, Force = force }, events);

    private void Export(string name, int? partSize, params DmEvent[] events)
        => Exported.Files(new DmTranscriptOptions { Path = _folder[name], PartitionSize = partSize, Force = true }, events);
}
