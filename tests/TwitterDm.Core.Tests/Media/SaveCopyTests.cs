using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Media;
using TwitterDm.Transcripts.JsonLines;

namespace TwitterDm.Core.Tests.Media;

/// <summary>Saving the attachments of archives, which are on this machine already.</summary>
public sealed class SaveCopyTests : IDisposable
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. new byte[300_000]];

    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Root, "target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_or_an_entry_is_copied_without_a_connection()
    {
        var path = Write("a.exe", Picture);
        var item = new DmEvent
        {
            Id = "17",
            CreatedAtUtc = DateTimeOffset.UnixEpoch,
            Source = nameof(DmSource.Archive),
            Media = new([new DmMedia { MediaKey = "1", LocalPath = path }, new DmMedia { MediaKey = "2", Origin = new Entry(Picture) }]),
        };
        using var saver = new DmMediaSaver(null, new() { Destination = Target });

        foreach (var media in item.Media)
        {
            Assert.True(DmMediaSaver.IsLocal(item, media));
            var saved = await saver.SaveAsync(null, media);
            Assert.Equal(Path.Combine(Target, $"17_{media.MediaKey}.png"), saved.Path);
            Assert.Equal(Picture, await File.ReadAllBytesAsync(saved.Path));
        }

        Assert.Equal(2, Directory.GetFiles(Target).Length);
        Assert.True((await saver.SaveAsync(null, item.Media[0])).WasPresent);
    }

    [Fact]
    public async Task Files_of_a_message_with_the_same_id_are_saved_side_by_side()
    {
        byte[] other = [.. Picture, 1];
        var item = new DmEvent
        {
            Id = "17",
            CreatedAtUtc = DateTimeOffset.UnixEpoch,
            Source = nameof(DmSource.Archive),
            Media = new([Of("A", Picture), Of("B", other), Of("A", Picture)]),
        };
        using var saver = new DmMediaSaver(null, new() { Destination = Target });
        var saved = await Task.WhenAll(item.Media.Select(media => saver.SaveAsync(item, media)));

        Assert.Equal(["17_5.png", "17_5_2.png", "17_5.png"], saved.Select(file => Path.GetFileName(file.Path)));
        Assert.Equal(other, await File.ReadAllBytesAsync(saved[1].Path));
        // Also without their event, and those that know their file.
        Assert.Equal("17_5_2", saver.NameOf(null, item.Media[1]));
        Assert.Equal("17_5_2", saver.NameOf(null, saved[1].Media));
        Assert.True((await saver.SaveAsync(item, item.Media[1])).WasPresent);

        static DmMedia Of(string name, byte[] content) => new() { MediaKey = "5", Url = $"https://ton.twitter.com/dm/17/5/{name}.jpg", Origin = new Entry(content) };
    }

    [Fact]
    public void The_many_files_of_a_message_with_the_same_id_have_names_of_their_own()
    {
        const int Count = 60_000;
        var item = new DmEvent
        {
            Id = "17",
            CreatedAtUtc = DateTimeOffset.UnixEpoch,
            Media = new(Enumerable.Range(0, Count).Select(number => new DmMedia { MediaKey = "5", Url = $"https://ton.twitter.com/dm/17/5/{number}.jpg" })),
        };
        using var saver = new DmMediaSaver(null, new() { Destination = Target });

        var names = item.Media.Select(media => saver.NameOf(item, media)).ToArray();
        Assert.Equal(Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(names[17], saver.NameOf(item, item.Media[17]));
    }

    [Theory]
    [InlineData("NUL")]
    [InlineData("com1")]
    [InlineData("Lpt9")]
    public void An_attachment_with_the_key_of_a_device_has_another_file_name(string key)
    {
        using var saver = new DmMediaSaver(null, new() { Destination = Target });

        Assert.Matches($"^{key}-[0-9a-f]{{16}}$", saver.NameOf(null, new DmMedia { MediaKey = key }));
        Assert.Equal(key + "x", saver.NameOf(null, new DmMedia { MediaKey = key + "x" }));
    }

    [Fact]
    public async Task What_is_out_of_reach_is_an_error_about_it()
    {
        using var saver = new DmMediaSaver(null, new() { Destination = Target });
        var item = new DmEvent { Id = "17", Source = nameof(DmSource.Archive) };
        Assert.Equal(DmErrorReason.ArchiveMediaOutOfReach, (await FailAsync(new DmMedia { MediaKey = "1" })).Reason);
        Assert.Equal(DmErrorKind.File, (await FailAsync(new DmMedia { MediaKey = "1", LocalPath = Path.Combine(_folder.Root, "missing") })).Kind);
        Assert.Equal(DmErrorKind.File, (await FailAsync(new DmMedia { MediaKey = "1", LocalPath = _folder.Root })).Kind);
        var broken = await FailAsync(new DmMedia { MediaKey = "1", Origin = new Entry(Picture, failsAt: 200_000) });
        Assert.Equal((DmErrorKind.File, false), (broken.Kind, broken.IsWriteFailure));
        Assert.Empty(Directory.GetFiles(Target));

        Task<DmException> FailAsync(DmMedia media) => Assert.ThrowsAsync<DmException>(() => saver.SaveAsync(item, media));
    }

    [Fact]
    public async Task A_path_in_a_transcript_is_not_followed()
    {
        var media = new DmMedia { MediaKey = "3_1", Url = "https://ton.twitter.com/1/2/3.jpg", LocalPath = Write("secret", Picture) };
        var item = new DmEvent { Id = "17", ImportedFrom = "x.jsonl" };
        using var saver = new DmMediaSaver(null, new() { Destination = Target });
        Assert.False(DmMediaSaver.IsLocal(item, media));
        Assert.Equal(DmErrorKind.NotConnected, (await Assert.ThrowsAsync<DmException>(() => saver.SaveAsync(item, media))).Kind);
        var archived = new DmEvent { Id = "18", ImportedFrom = "x.jsonl", Source = nameof(DmSource.Archive) };
        Assert.Equal(DmErrorReason.ArchiveMediaOutOfReach, (await Assert.ThrowsAsync<DmException>(() => saver.SaveAsync(archived, media))).Reason);
        Assert.Empty(Directory.GetFiles(Target));
    }

    [Fact]
    public async Task The_path_in_a_copy_is_followed_only_to_the_file_of_the_message_in_an_unpacked_archive()
    {
        const string Media = "direct_messages_media";
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Root, Media));
        Write($"{Media}/17-a.png", Picture);
        Write("17-b.png", Picture);
        Write($"{Media}/notes.png", Picture);
        using var saver = new DmMediaSaver(null, new() { Destination = Target });
        var own = Path.Combine(folder.FullName, "17-a.png");

        Assert.False(await IsSavedAsync("17", Path.Combine(_folder.Root, "17-b.png")));
        Assert.False(await IsSavedAsync("17", Path.Combine(folder.FullName, "..", "17-b.png")));
        Assert.False(await IsSavedAsync("17", Path.Combine(folder.FullName, "notes.png")));
        Assert.False(await IsSavedAsync("18", own));
        Assert.True(await IsSavedAsync("17", own));
        // Without its event, the message is not known.
        Assert.False(DmMediaSaver.IsLocal(null, Attachment(Path.Combine(_folder.Root, "17-b.png"))));
        Assert.True(DmMediaSaver.IsLocal(null, Attachment(own)));

        async Task<bool> IsSavedAsync(string id, string path)
        {
            var properties = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Id"] = id,
                ["Source"] = nameof(DmSource.Archive),
                ["Media"] = new object[] { Properties(path) },
            };
            var item = DmEventCopy.Create(properties, Read);
            if (await Record.ExceptionAsync(() => saver.SaveAsync(item, item.Media[0])) is not { } problem)
                return true;
            Assert.Equal(DmErrorReason.ArchiveMediaOutOfReach, Assert.IsType<DmException>(problem).Reason);
            return false;
        }

        static DmMedia Attachment(string path) => DmEventCopy.CreateMedia(Properties(path), Read);

        static Dictionary<string, object?> Properties(string path)
            => new(StringComparer.Ordinal) { ["MediaKey"] = "1", ["LocalPath"] = path };

        static object? Read(object source, string name) => ((Dictionary<string, object?>)source).GetValueOrDefault(name);
    }

    [Theory]
    [InlineData("\\\\server\\share\\a.png")]
    [InlineData("//server/share/a.png")]
    [InlineData("file:///a.png")]
    public async Task A_path_of_another_computer_is_not_opened(string path)
    {
        var item = new DmEvent { Id = "17", Source = nameof(DmSource.Archive) };
        using var saver = new DmMediaSaver(null, new() { Destination = Target });
        Assert.Equal(
            DmErrorReason.ArchiveMediaOutOfReach,
            (await Assert.ThrowsAsync<DmException>(() => saver.SaveAsync(item, new DmMedia { MediaKey = "1", LocalPath = path }))).Reason);
    }

    [Theory]
    [InlineData(".jpg", "image/jpeg", "FFD8FFE000104A464946")]
    [InlineData(".png", "image/png", "89504E470D0A1A0A0000")]
    [InlineData(".gif", "image/gif", "474946383961")]
    [InlineData(".webp", "image/webp", "524946460000000057454250")]
    [InlineData(".mp4", "video/mp4", "000000186674797069736F6D")]
    [InlineData(".mov", "video/quicktime", "000000186674797071742020")]
    [InlineData(".m4a", "audio/mp4", "00000018667479704D344120")]
    [InlineData(".heic", "image/heic", "000000186674797068656963")]
    [InlineData(".avif", "image/avif", "000000186674797061766966")]
    [InlineData(".ogg", "audio/ogg", "4F676753")]
    [InlineData(".mp3", "audio/mpeg", "49443304")]
    [InlineData(".mp3", "audio/mpeg", "FFFB9064")]
    [InlineData(".aac", "audio/aac", "FFF15080")]
    [InlineData(".flac", "audio/flac", "664C6143")]
    [InlineData(".wav", "audio/wav", "524946460000000057415645")]
    [InlineData(".webm", "video/webm", "1A45DFA39F4286810142F7810142F2810442F381084282847765626D")]
    [InlineData(".mkv", "video/x-matroska", "1A45DFA3A34286810142F7810142F2810442F381084282886D6174726F736B61")]
    [InlineData(".pdf", "application/pdf", "255044462D312E37")]
    [InlineData(".zip", "application/zip", "504B0304")]
    [InlineData(".bin", "application/octet-stream", "4D5A9000")]
    [InlineData(".bin", "application/octet-stream", "7F454C46")]
    [InlineData(".bin", "application/octet-stream", "2321202F62696E2F7368")]
    [InlineData(".bin", "application/octet-stream", "3C68746D6C3E")]
    [InlineData(".bin", "application/octet-stream", "3C73766720786D6C6E733D")]
    [InlineData(".bin", "application/octet-stream", "FF")]
    [InlineData(".bin", "application/octet-stream", "")]
    public void The_content_decides_about_the_extension(string extension, string type, string head)
    {
        var signature = ContentSignature.Of(Convert.FromHexString(head));
        Assert.Equal((extension, type), (signature.Extension, signature.MediaType));
        Assert.Contains(extension, ContentSignature.Extensions);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.Root, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private sealed class Entry(byte[] content, int failsAt = int.MaxValue) : IMediaOrigin
    {
        public long? Length => content.Length;

        public Stream Open() => new Failing(content, failsAt);
    }

    private sealed class Failing(byte[] content, int at) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => Position >= at || Position + buffer.Length >= at ? throw new InvalidDataException("The entry is damaged.") : base.ReadAsync(buffer, cancellationToken);
    }
}
