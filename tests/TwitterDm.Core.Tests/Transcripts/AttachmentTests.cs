using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.Exporting;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>Where the files of attachments are found, and which are never touched.</summary>
public sealed class AttachmentTests : IDisposable
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', 0, 0, 0, 13];

    private readonly ScratchFolder _folder = new();

    public AttachmentTests() => Directory.CreateDirectory(_folder["media"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_file_is_found_by_its_name_whatever_its_extension_is()
    {
        var item = Message(null);
        var name = SavedMediaName.Of(item, item.Media[0]);
        File.WriteAllBytes(_folder[$"media/{name}.part"], Png);
        Assert.Null(Find(item).Path);

        File.WriteAllBytes(_folder[$"media/{name}.xyz"], Png);
        var found = Find(item);

        Assert.Equal((_folder[$"media/{name}.xyz"], $"../media/{name}.xyz", "image/png", false), (found.Path, found.Link, found.ContentType, found.IsEmbedded));
        Assert.True(Find(item, isEmbedded: true).IsEmbedded);
    }

    [Fact]
    public void The_local_path_of_an_attachment_is_used_where_it_is_a_file()
    {
        File.WriteAllBytes(_folder["a b#.png"], Png);
        Directory.CreateDirectory(_folder["sub"]);

        Assert.Equal("../a%20b%23.png", Find(Message(_folder["a b#.png"])).Link);
        Assert.Null(Find(Message(_folder["none.png"])).Path);
        Assert.Null(Find(Message(_folder["sub"])).Path);
        Assert.Null(Find(Message("relative.png")).Path);
        Assert.Null(Find(Message("a\0b")).Path);
        if (OperatingSystem.IsLinux())
            Assert.Null(Find(Message("/dev/zero")).Path);
    }

    [Fact]
    public void The_local_path_of_an_imported_event_is_used_inside_of_the_media_folder_only()
    {
        File.WriteAllBytes(_folder["secret.png"], Png);
        File.WriteAllBytes(_folder["media/fine.png"], Png);
        DmEvent Imported(string path) => new(Message(path)) { ImportedFrom = "/tmp/t.jsonl" };

        Assert.Null(Find(Imported(_folder["secret.png"])).Path);
        Assert.Null(Find(Imported(_folder["media/../secret.png"])).Path);
        Assert.NotNull(Find(Imported(_folder["media/fine.png"])).Path);
    }

    [Fact]
    public void A_link_in_the_media_folder_does_not_lead_an_imported_event_out_of_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateDirectory(_folder["media/sub"]);
        File.WriteAllBytes(_folder["elsewhere/secret.png"], Png);
        File.WriteAllBytes(_folder["media/sub/fine.png"], Png);
        File.CreateSymbolicLink(_folder["media/link.png"], _folder["elsewhere/secret.png"]);
        Directory.CreateSymbolicLink(_folder["media/folder"], _folder["elsewhere"]);
        DmEvent Imported(string path) => new(Message(path)) { ImportedFrom = "/tmp/t.jsonl" };

        Assert.Null(Find(Imported(_folder["media/link.png"]), isEmbedded: true).Path);
        Assert.Null(Find(Imported(_folder["media/folder/secret.png"]), isEmbedded: true).Path);
        Assert.NotNull(Find(Imported(_folder["media/sub/fine.png"]), isEmbedded: true).Path);
    }

    [Fact]
    public void A_file_of_unknown_content_has_no_type()
    {
        File.WriteAllText(_folder["a.png"], "<script>alert(1)</script>");
        File.WriteAllText(_folder["b.png"], string.Empty);

        Assert.Equal((_folder["a.png"], null), (Find(Message(_folder["a.png"])).Path, Find(Message(_folder["a.png"])).ContentType));
        Assert.Null(Find(Message(_folder["b.png"])).ContentType);
    }

    [Fact]
    public void The_cover_counts_the_attachments_without_a_file()
    {
        File.WriteAllBytes(_folder["a.png"], Png);
        var text = Exported.Text(
            DmTranscriptFormat.Markdown,
            [Message(_folder["a.png"]), new DmEvent(Message(null)) { Id = "5" }, new DmEvent(Message(null)) { Id = "6" }]);

        Assert.Contains("The files of 2 attachments are not included.", text, StringComparison.Ordinal);
    }

    private static DmEvent Message(string? localPath) => new(TestEvents.Message(1)) { Media = new([new() { MediaKey = "3_77", Type = "photo", LocalPath = localPath }]) };

    private TwitterDm.Transcripts.TranscriptAttachment Find(DmEvent item, bool isEmbedded = false)
        => new AttachmentFiles(_folder["media"], isEmbedded, _folder["pages"], (_, _, _) => true).Of(item).Single();
}
