using System.Diagnostics;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Media;

namespace TwitterDm.Core.Tests.Media;

public sealed class MediaFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<byte[], string, string> Contents => new()
    {
        { SampleMedia.Png, "image/png", "dm_image" },
        { SampleMedia.Jpeg, "image/jpeg", "dm_image" },
        { SampleMedia.WebP, "image/webp", "dm_image" },
        { SampleMedia.Gif(pictures: 0), "image/gif", "dm_image" },
        { SampleMedia.Gif(pictures: 1), "image/gif", "dm_image" },
        { SampleMedia.Gif(pictures: 1, colors: 0, localColors: 256), "image/gif", "dm_image" },
        { SampleMedia.Gif(pictures: 2), "image/gif", "dm_gif" },
        { SampleMedia.Gif(pictures: 2, colors: 0, localColors: 0), "image/gif", "dm_gif" },
        { SampleMedia.Gif(pictures: 2, colors: 256, localColors: 4), "image/gif", "dm_gif" },
        { SampleMedia.Gif(pictures: 300, colors: 64), "image/gif", "dm_gif" },
        { SampleMedia.Mp4, "video/mp4", "dm_video" },
        { SampleMedia.Movie("mp42"), "video/mp4", "dm_video" },
        { SampleMedia.Movie("3gp5"), "video/mp4", "dm_video" },
        { SampleMedia.QuickTime, "video/quicktime", "dm_video" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void The_type_of_a_file_is_determined_by_its_content(byte[] content, string type, string category)
    {
        var path = Write("misleading.pdf", content);

        var file = MediaFile.Inspect(path);

        Assert.Equal((type, category), (file.MediaType, file.Category.Name));
        Assert.Equal((path, content.Length, "misleading.pdf"), (file.FullPath, (int)file.Length, file.Name));
        Assert.Equal(File.GetLastWriteTimeUtc(path), file.LastWriteTime);
    }

    [Fact]
    public void A_truncated_gif_is_read_to_its_end()
    {
        var whole = SampleMedia.Gif(pictures: 2, localColors: 4);
        var second = Array.LastIndexOf(whole, (byte)0xF9);
        foreach (var length in Enumerable.Range(6, whole.Length - 6))
        {
            var expected = length > second + 7 ? "dm_gif" : "dm_image";
            Assert.Equal(expected, MediaFile.Inspect(Write("cut.gif", whole[..length])).Category.Name);
        }
    }

    public static TheoryData<byte[], string> Foreign => new()
    {
        { "%PDF-1.7 and more"u8.ToArray(), "\"%PDF-1.7.and\"" },
        { "<svg>"u8.ToArray(), "\"<svg>\"" },
        { SampleMedia.Movie("heic"), "\"....ftypheic\"" },
        { SampleMedia.Movie("M4A "), "\"....ftypM4A.\"" },
        { [0x1F, 0x8B, 8, 0, 0, 0], "the bytes 1F8B0800" },
        { [0x1B, (byte)'[', (byte)'3', (byte)'1', (byte)'m'], "\".[31m\"" },
        { [.. "RIFF"u8, 4, 0, 0, 0, .. "AVI "u8], "\"RIFF....AVI.\"" },
        { [.. "RIFF"u8, 4, 0, 0, 0, .. "WEB"u8], "\"RIFF....WEB\"" },
        { "GIF88a;"u8.ToArray(), "\"GIF88a;\"" },
        { [0xFF], "the bytes FF" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Unsupported_content_is_rejected_and_its_first_bytes_are_shown(byte[] content, string beginning)
    {
        var error = Refused(Write("picture.png", content));

        Assert.EndsWith($"picture.png' is not a type of media that X accepts. It begins with {beginning}.", error.Message, StringComparison.Ordinal);
        Assert.Contains("JPEG, PNG, WebP and GIF", error.RecommendedAction, StringComparison.Ordinal);
    }

    public static TheoryData<byte[], long, string> Limits => new()
    {
        { SampleMedia.Png, 5L << 20, "it has 5,242,881 bytes, and X's limit for this kind of file (picture) is 5 MiB (5,242,880 bytes)" },
        { SampleMedia.Gif(1), 5L << 20, "(picture) is 5 MiB" },
        { SampleMedia.Gif(2), 15L << 20, "it has 15,728,641 bytes, and X's limit for this kind of file (animated GIF) is 15 MiB (15,728,640 bytes)" },
        { SampleMedia.Mp4, 512L << 20, "(video) is 512 MiB (536,870,912 bytes)" },
        { SampleMedia.QuickTime, 512L << 20, "(video) is 512 MiB" },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_file_can_have_the_maximum_size_but_not_one_byte_more(byte[] beginning, long limit, string words)
    {
        var path = Write("large", beginning);
        SetLength(path, limit);
        Assert.Equal(limit, MediaFile.Inspect(path).Length);
        SetLength(path, limit + 1);
        Assert.Contains(words, Refused(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_of_an_unreadable_file_has_its_path_and_advice()
    {
        var file = Write("a.png", SampleMedia.Png);
        (string Path, string Words)[] cases =
        [
            (In("gone.png"), "does not exist"),
            (In("gone/a.png"), "does not exist"),
            (Path.Combine(file, "a.png"), "does not exist"),
            (_folder.Root, "is a folder"),
            (_folder.Root + Path.DirectorySeparatorChar, "is a folder"),
            (Write("empty.png", []), "is empty"),
            (string.Empty, "is not a valid file path"),
            ("  ", "is not a valid file path"),
            ("a\0b", "is not a valid file path"),
        ];
        foreach (var (path, words) in cases)
        {
            var error = Refused(path);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            Assert.Equal(path, error.Target);
            Assert.False(string.IsNullOrEmpty(error.RecommendedAction));
        }
    }

    [UnixFact]
    public void Control_characters_in_a_name_are_made_visible()
    {
        Assert.Contains("␛]0;", Refused(In("\u001b]0;\u202Egnp.txt")).Message, StringComparison.Ordinal);
        Assert.Equal("␛[1m.png", MediaFile.Inspect(Write("\u001b[1m.png", SampleMedia.Png)).Name);
    }

    [UnixFact]
    public void Symbolic_links_are_followed()
    {
        File.CreateSymbolicLink(In("second"), Write("a.png", SampleMedia.Png));
        File.CreateSymbolicLink(In("first"), "second");
        File.CreateSymbolicLink(In("to-folder"), _folder.Root);
        File.CreateSymbolicLink(In("dangling"), "gone");
        File.CreateSymbolicLink(In("circle"), "circle");

        Assert.Equal("image/png", MediaFile.Inspect(In("first")).MediaType);
        Assert.Contains("is a folder", Refused(In("to-folder")).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Refused(In("dangling")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refused(In("circle")).Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Pipes_and_devices_are_rejected_without_waiting()
    {
        using (var make = Process.Start("mkfifo", In("pipe")))
            await make.WaitForExitAsync();
        File.CreateSymbolicLink(In("to-pipe.png"), "pipe");
        foreach (var path in new[] { In("pipe"), In("to-pipe.png"), "/dev/zero", "/dev/null", "/dev/random" })
        {
            var error = await Task.Run(() => Refused(path)).WaitAsync(TimeSpan.FromSeconds(10));
            Assert.Contains("a pipe or a device", error.Message, StringComparison.Ordinal);
        }
    }

    [UnixFact]
    public async Task An_anonymous_pipe_is_rejected()
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", ["60"]) { RedirectStandardInput = true, UseShellExecute = false })!;
        try
        {
            await Task.Run(() => Refused($"/proc/{process.Id}/fd/0")).WaitAsync(TimeSpan.FromSeconds(10));
        }
        finally
        {
            process.Kill();
        }
    }

    [ReadOnlyFolderFact]
    public void A_file_without_read_permission_is_rejected()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = Write("secret.png", SampleMedia.Png);
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Contains("do not have permission", Refused(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_another_program_is_writing_is_rejected()
    {
        var path = Write("half.png", SampleMedia.Png);
        using var writer = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
        Assert.Contains("cannot be read", Refused(path).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static DmException Refused(string path)
    {
        var error = Assert.Throws<DmException>(() => MediaFile.Inspect(path));
        Assert.Equal(DmErrorKind.File, error.Kind);
        return error;
    }

    private static void SetLength(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(length);
    }

    private string In(string name) => Path.Combine(_folder.Root, name);

    private string Write(string name, byte[] content)
    {
        File.WriteAllBytes(In(name), content);
        return In(name);
    }
}
