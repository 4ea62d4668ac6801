using static TwitterDm.Core.Tests.Transcripts.Html.SamplePart;

namespace TwitterDm.Core.Tests.Transcripts.Html;

/// <summary>Attachments in pages: embedded, linked, missing.</summary>
public sealed class HtmlAttachmentTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("twitterdm-page-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(48 * 1024)]
    [InlineData(200_001)]
    public void An_embedded_picture_is_in_the_page(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var page = PageOf(
            new DmMedia
            {
                MediaKey = "3_1",
                Type = "photo",
                AltText = "A <b> \"cat\"",
                Width = 40,
                Height = 30,
            },
            content,
            link: null,
            "image/jpeg");
        var image = PageReader.Between(
            page,
            "<img alt=\"A &lt;b&gt; &quot;cat&quot;\" title=\"A &lt;b&gt; &quot;cat&quot;\" decoding=\"async\" width=\"40\" height=\"30\" src=\"data:image/jpeg;base64,",
            "\">");
        Assert.Equal(content, Convert.FromBase64String(image));
    }

    [Theory]
    [InlineData("video/mp4", "<video controls preload=\"metadata\" aria-label=\"Video without a description\" src=\"media/a.bin\"></video>")]
    [InlineData("audio/mpeg", "<audio controls preload=\"metadata\" aria-label=\"Video without a description\" src=\"media/a.bin\"></audio>")]
    [InlineData("image/svg+xml", "<a download=\"attachment\" href=\"media/a.bin\"><bdi>Video</bdi></a> <span>3 bytes</span>")]
    [InlineData("text/html", "<a download=\"attachment\" href=\"media/a.bin\">")]
    [InlineData(null, "<a download=\"attachment\" href=\"media/a.bin\">")]
    public void The_type_of_the_content_decides_how_it_is_shown(string? type, string expected)
        => Assert.Contains(expected, PageOf(new DmMedia { MediaKey = "3_1", Type = "video" }, [1, 2, 3], "media/a.bin", type), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_another_kind_is_linked_with_its_name_and_size()
    {
        var media = new DmMedia { MediaKey = "k", Type = "file", FileName = "../../a\u202Efdp.exe" };
        var page = PageOf(media, new byte[2048], link: null, type: null);
        Assert.Contains("<a download=\"a_fdp.exe\" href=\"data:application/octet-stream;base64,", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>../../a&lt;U+202E&gt;fdp.exe</bdi></a> <span>File, 2 KB</span>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("media/a.HTML")]
    [InlineData("media/a.svg")]
    public void A_file_that_would_run_in_the_browser_is_not_linked(string link)
    {
        var page = PageOf(new DmMedia { MediaKey = "k", Type = "file", FileName = "a.html" }, [1], link, type: null);
        Assert.DoesNotContain($"href=\"{link}", page, StringComparison.Ordinal);
        Assert.Contains($"It is saved as <bdi>{link}</bdi>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_described()
    {
        var media = new DmMedia
        {
            MediaKey = "k",
            Type = "video",
            AltText = "Waves",
            Duration = TimeSpan.FromSeconds(3725),
            Size = 12_345_678,
        };
        var page = Samples.PageOf(
            new SamplePart().Say(Mara, "Look", entry => entry with { Attachments = [new(media, null, null, null)] }).Build());
        Assert.Contains(
            "<b><bdi>Video</bdi></b> <span>1:02:05, 12.3 MB. The file is not in this transcript. Description: <bdi>Waves</bdi></span>",
            page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_disappears_is_an_error()
        => Assert.ThrowsAny<IOException>(() =>
            Samples.PageOf(
                new SamplePart()
                    .Say(Mara, "x", entry =>
                        entry with
                        {
                            Attachments =
                            [
                                new(new DmMedia { MediaKey = "k" }, Path.Combine(_folder.FullName, "missing"), null, "image/png"),
                            ],
                        })
                    .Build()));

    private string PageOf(DmMedia media, byte[] content, string? link, string? type)
    {
        var path = Path.Combine(_folder.FullName, "file");
        File.WriteAllBytes(path, content);
        return Samples.PageOf(new SamplePart().Say(Mara, "Look", entry => entry with { Attachments = [new(media, path, link, type)] }).Build());
    }
}
