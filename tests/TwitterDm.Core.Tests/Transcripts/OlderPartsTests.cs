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

    private void Export(string name, int? partSize, params DmEvent[] events)
        => Exported.Files(new DmTranscriptOptions { Path = _folder[name], PartitionSize = partSize, Force = true }, events);
}
