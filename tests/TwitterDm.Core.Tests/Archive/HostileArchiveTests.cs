using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using TwitterDm.Archive.Containers;
using TwitterDm.Archive.Mapping;
using TwitterDm.Archive.Zip;
using TwitterDm.Testing.Archives;
using static TwitterDm.Testing.Archives.ArchiveConversationBuilder;

namespace TwitterDm.Core.Tests.Archive;

/// <summary>
/// Anybody can make an archive: it reads nothing outside of itself, writes nowhere, and takes no more than its size justifies.
/// </summary>
public sealed class HostileArchiveTests : IDisposable
{
    private readonly ArchiveFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../secret.js")]
    [InlineData("data/../../secret.js")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\secret.js")]
    [InlineData("data\\..\\..\\secret.js")]
    [InlineData("data/sub/secret.js")]
    public async Task A_manifest_names_nothing_outside_of_the_data_folder(string name)
    {
        _folder.Write("secret.js", Secret());
        var archive = new ArchiveBuilder { AlsoListed = [name] }.Add("111-222", conversation =>
            conversation.Message(Id(1), "222", "mine", Time(1)));
        foreach (var path in new[]
            {
                archive.WriteFolder(_folder["x"]),
                archive.AddFile("../../secret.js", Secret()).AddFile("sub/secret.js", Secret()).WriteZip(_folder["x.zip"]),
            })
        {
            Assert.Equal(["mine"], (await _folder.ReadAsync(path)).Select(item => item.Text));
        }

        Assert.All(_folder.Notices.Warnings, text => Assert.Contains("is not in the archive's data folder", text, StringComparison.Ordinal));
        Assert.Equal(2, _folder.Notices.Warnings.Count());
    }

    [Fact]
    public async Task A_manifest_may_name_a_file_that_is_missing()
    {
        var archive = SampleArchive.Create(new ArchiveBuilder { AlsoListed = ["data/direct-messages-part7.js"] });

        Assert.Equal(12, (await _folder.ReadAsync(archive.WriteZip(_folder["x.zip"]))).Count);
        Assert.Contains("'direct-messages-part7.js'", Assert.Single(_folder.Notices.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, _folder.Report!.ProblemCount);
    }

    [Fact]
    public async Task A_manifest_can_name_files_that_are_named_otherwise()
    {
        var archive = new ArchiveBuilder { AlsoListed = ["data/other-messages.js"] }.AddFile("other-messages.js", Secret());

        Assert.Single(await _folder.ReadAsync(archive.WriteZip(_folder["x.zip"])));
    }

    [Theory]
    [InlineData("https://ton.twitter.com/1.1/ton/data/dm/1/2/..%2F..%2F..%2Fsecret.js")]
    [InlineData("https://ton.twitter.com/1.1/ton/data/dm/1/2/..\\..\\..\\secret.js")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task The_address_of_an_attachment_leads_nowhere_else(string address)
    {
        _folder.Write("secret.js", "secret");
        var path = new ArchiveBuilder().Add("111-222", conversation => conversation.Message(Id(1), "222", "x", Time(1), [address])).WriteFolder(_folder["x"]);
        Directory.CreateDirectory(_folder["x/data/direct_messages_media"]);

        var media = Assert.Single(Assert.Single(await _folder.ReadAsync(path)).Media);

        Assert.Equal((null, null, address), (media.LocalPath, media.Origin, media.Url));
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = SampleArchive.Create().WriteFolder(_folder["x"]);
        var photo = Path.Combine(path, "data/direct_messages_media", $"{SampleArchive.PhotoMessage}-AbCd123.png");
        File.Delete(photo);
        File.CreateSymbolicLink(photo, _folder.Write("secret", "secret"));
        File.CreateSymbolicLink(Path.Combine(path, "data/direct-messages-part1.js"), _folder.Write("other.js", Secret()));
        Directory.Move(Path.Combine(path, "data/direct_messages_group_media"), _folder["elsewhere"]);
        Directory.CreateSymbolicLink(Path.Combine(path, "data/direct_messages_group_media"), _folder["elsewhere"]);

        var events = await _folder.ReadAsync(path);

        Assert.Equal(12, events.Count);
        Assert.All(events.SelectMany(item => item.Media), media => Assert.Null(media.LocalPath));
        Assert.All(await _folder.SaveErrorsAsync(events), error =>
            Assert.StartsWith("The archive has a link in place of the file of the attachment ", error.Message, StringComparison.Ordinal));
        Assert.Contains("it is a link", Assert.Single(_folder.Notices.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_in_place_of_a_file_does_not_block()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = SampleArchive.Create().WriteFolder(_folder["x"]);
        await Process.Start("mkfifo", Path.Combine(path, "data/direct-messages-part1.js")).WaitForExitAsync();
        await Process.Start("mkfifo", _folder["pipe.zip"]).WaitForExitAsync();

        Assert.Equal(12, (await _folder.ReadAsync(path)).Count);
        Assert.Contains("a pipe", Assert.Single(_folder.Notices.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(DmErrorKind.File, (await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(_folder["pipe.zip"]))).Kind);
        Assert.Equal(DmErrorKind.File, (await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync("/dev/zero"))).Kind);
    }

    [Fact]
    public async Task A_file_that_is_in_a_zip_file_twice_is_read_once_with_a_warning()
    {
        var archive = new ArchiveBuilder().Add("111-222", conversation => conversation.Message(Id(1), "222", "mine", Time(1)));
        var path = archive.AddFile("direct-messages.js", Secret()).AddFile("tweets.js", "window.YTD.tweets.part0 = [ ]").WriteZip(_folder["x.zip"]);

        Assert.Equal(["mine"], (await _folder.ReadAsync(path)).Select(item => item.Text));
        Assert.Equal(
            $"'direct-messages.js' in '{path}' occurs more than once, which never happens in X's archives. Only the first one is read.",
            Assert.Single(_folder.Notices.Warnings));
        Assert.Equal(1, _folder.Report!.ProblemCount);
    }

    [Fact]
    public void The_names_in_a_media_folder_are_read_once_and_the_reading_can_be_cancelled()
    {
        _folder.Write("data/direct_messages_media/1-a.jpg", "a");
        var media = new FolderMedia(_folder["data"], new(ArchiveLimits.Default, null, (_, _) => { }));
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Find("77", stop.Token));
        Assert.Null(Find("77").LocalPath);
        _folder.Write("data/direct_messages_media/1-77.jpg", "b");
        Assert.Null(Find("77").LocalPath);
        // One with its whole name is found without a list.
        _folder.Write("data/direct_messages_media/1-x.jpg", "c");
        Assert.NotNull(Find("78").LocalPath);

        MediaLocation Find(string mediaId, CancellationToken cancellationToken = default)
            => media.Find(new("1", mediaId is "78" ? "x.jpg" : "y.jpg", mediaId, 0, 2, IsGroup: false), cancellationToken);
    }

    [Fact]
    public void Of_a_message_with_any_number_of_attachments_some_are_looked_for()
    {
        var (finder, addresses) = (new CountingFinder(), Enumerable.Range(0, 5000).Select(number => $"https://ton.twitter.com/dm/1/{number}/a.jpg").ToArray());
        var mapper = new ArchiveMediaMapper(finder);
        using var stop = new CancellationTokenSource();

        Assert.Equal(addresses, mapper.Map("1", addresses, isGroup: false, stop.Token).Select(media => media.Url));
        Assert.InRange(finder.Count, 1, 1000);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => mapper.Map("1", addresses, isGroup: false, stop.Token));
    }

    [Fact]
    public async Task A_zip_bomb_ends_early()
    {
        var bomb = new byte[300 << 20];
        Array.Fill(bomb, (byte)' ');
        "window.YTD.direct_messages.part0 = [ "u8.CopyTo(bomb);
        var path = new ArchiveBuilder { HasManifest = false }
            .Add("111-222", conversation => conversation.Message(Id(1), "222", "mine", Time(1)))
            .AddFile("direct-messages-part1.js", bomb)
            .WriteZip(_folder["x.zip"]);

        Assert.Single(await _folder.ReadAsync(path));
        Assert.Contains("more than 200 times larger", Assert.Single(_folder.Notices.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_much_content_ends_early()
    {
        var path = SampleArchive.Create(new ArchiveBuilder { HasManifest = false }).WriteZip(_folder["x.zip"]);

        await _folder.ReadAsync(new DmArchiveQuery { Path = path }, new() { MaxBytes = 1000 });

        Assert.All(_folder.Notices.Errors, error => Assert.Contains("contains more than", error.Message, StringComparison.Ordinal));
        Assert.NotEmpty(_folder.Notices.Errors);
    }

    [Fact]
    public async Task A_zip_file_with_too_many_entries_is_refused()
    {
        var path = SampleArchive.Create().WriteZip(_folder["x.zip"]);

        var error = await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(new DmArchiveQuery { Path = path }, new() { MaxEntries = 5 }));

        Assert.Contains("more than 5 entries", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zip_file_that_hides_its_number_of_entries_is_refused()
    {
        var bytes = await File.ReadAllBytesAsync(SampleArchive.Create().WriteZip(_folder["x.zip"]));
        bytes[^12] = 2;

        await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(_folder.Write("y.zip", bytes)));
        await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(new DmArchiveQuery { Path = _folder["y.zip"] }, new() { MaxEntries = 5 }));
    }

    [Fact]
    public async Task Attachments_can_be_in_a_zip_file_inside_but_not_deeper()
    {
        foreach (var level in new[] { CompressionLevel.NoCompression, CompressionLevel.Optimal })
        {
            foreach (var depth in new[] { 1, 2 })
            {
                var media = ArchiveBuilder.Zip([($"{SampleArchive.PhotoMessage}-AbCd123.png", SampleArchive.Photo)]);
                if (depth == 2)
                    media = ArchiveBuilder.Zip([("direct_messages_media.zip", media)]);
                var archive = new ArchiveBuilder().Add("111-222", conversation => conversation.Message(
                    SampleArchive.PhotoMessage, "222", "x", Time(300), [$"https://ton.twitter.com/dm/{SampleArchive.PhotoMessage}/1712000000000000001/AbCd123.png"]));
                var path = _folder.Write("x.zip", ArchiveBuilder.Zip([.. archive.Files(), ("data/direct_messages_media/media.zip", media)], level));

                var origin = Assert.Single(Assert.Single(await _folder.ReadAsync(path)).Media).Origin;

                if (depth == 2)
                {
                    Assert.Null(origin);
                    continue;
                }

                using var content = origin!.Open();
                using var copy = new MemoryStream();
                await content.CopyToAsync(copy);
                Assert.Equal(SampleArchive.Photo, copy.ToArray());
            }
        }
    }

    [Fact]
    public async Task An_encrypted_zip_file_is_named_as_such()
    {
        var bytes = await File.ReadAllBytesAsync(SampleArchive.Create(new ArchiveBuilder { HasManifest = false, HasAccount = false }).WriteZip(_folder["x.zip"]));
        for (var at = 0; at < bytes.Length - 10; at++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) == 0x02014B50)
                bytes[at + 8] |= 1;
        }

        Assert.Empty(await _folder.ReadAsync(_folder.Write("y.zip", bytes)));
        Assert.All(_folder.Notices.Errors, error => Assert.Contains("encrypted", error.Message, StringComparison.Ordinal));
        Assert.Equal(2, _folder.Notices.Errors.Count());
    }

    [Theory]
    [InlineData("cut.zip", "is cut off")]
    [InlineData("text.zip", "neither a zip file")]
    [InlineData("empty.zip", "neither a zip file")]
    [InlineData("other.zip", "contains no direct messages")]
    [InlineData("direct-messages-headers.js", "without their texts")]
    [InlineData("nothing", "There is no file or folder")]
    [InlineData("empty folder", "contains no direct messages")]
    public async Task What_is_not_an_archive_is_an_error_about_the_file(string name, string message)
    {
        var zip = await File.ReadAllBytesAsync(SampleArchive.Create().WriteZip(_folder["x.zip"]));
        _folder.Write("cut.zip", zip[..^100]);
        _folder.Write("text.zip", "hello");
        _folder.Write("empty.zip", string.Empty);
        _folder.Write("other.zip", ArchiveBuilder.Zip([("a.txt", [1])]));
        _folder.Write("direct-messages-headers.js", "window.YTD.x.part0 = []");
        Directory.CreateDirectory(_folder["empty folder"]);

        var error = await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(_folder[name]));

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.RecommendedAction);
        Assert.Equal("Error", _folder.Report!.StopReason);
    }

    /// <summary>What zip programs write for archives of more than 4 GB.</summary>
    [Fact]
    public async Task A_zip_file_with_64_bit_sizes_is_read()
    {
        var content = Encoding.UTF8.GetBytes(SampleArchive.Create().TextOf(isGroup: false));
        var name = "data\\direct-messages.js"u8.ToArray();
        var crc = Crc32.Append(0, content);
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Write(
            0x04034B50u,
            (ushort)45,
            (ushort)0,
            (ushort)0,
            0u,
            crc,
            uint.MaxValue,
            uint.MaxValue,
            (ushort)name.Length,
            (ushort)20,
            name,
            (ushort)1,
            (ushort)16,
            (long)content.Length,
            (long)content.Length,
            content);
        var directory = bytes.Position;
        Write(
            0x02014B50u,
            (ushort)45,
            (ushort)45,
            (ushort)0,
            (ushort)0,
            0u,
            crc,
            uint.MaxValue,
            uint.MaxValue,
            (ushort)name.Length,
            (ushort)28,
            (ushort)0,
            (ushort)0,
            (ushort)0,
            0u,
            uint.MaxValue);
        Write(name, (ushort)1, (ushort)24, (long)content.Length, (long)content.Length, 0L);
        var end = bytes.Position;
        Write(0x06064B50u, 44L, (ushort)45, (ushort)45, 0u, 0u, 1L, 1L, end - directory, directory);
        Write(0x07064B50u, 0u, end, 1u, 0x06054B50u, (ushort)0, (ushort)0, ushort.MaxValue, ushort.MaxValue, uint.MaxValue, uint.MaxValue, (ushort)0);

        Assert.Equal(5, (await _folder.ReadAsync(_folder.Write("x.zip", bytes.ToArray()))).Count);
        Assert.Empty(_folder.Notices.Errors);

        void Write(params object[] values)
        {
            foreach (dynamic value in values)
                writer.Write(value);
        }
    }

    [Fact]
    public async Task A_script_that_is_not_a_list_is_an_error_about_the_file()
    {
        Assert.Empty(await _folder.ReadAsync(_folder.Write("x.js", "alert('hello'); window.x = { }")));
        Assert.Contains("it is not a file with the messages of an archive", Assert.Single(_folder.Notices.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_bidirectional_text_are_visible_in_errors()
    {
        var error = await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(_folder["\u202Egpj.zip"]));

        Assert.DoesNotContain('\u202E', error.Message);
        Assert.Contains("<U+202E>gpj.zip", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_reading_and_closes_the_archive()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _folder.ReadAsync(SampleArchive.Create().WriteZip(_folder["x.zip"]), stop.Token));

        Assert.Equal("Stopped", _folder.Report!.StopReason);
    }

    private static string Secret() => new ArchiveBuilder().Add("111-999", conversation => conversation.Message(Id(9), "999", "secret", Time(9))).TextOf(isGroup: false);

    private sealed class CountingFinder : IMediaFinder
    {
        public int Count { get; private set; }

        public MediaLocation Find(MediaRequest request, CancellationToken cancellationToken)
        {
            Count++;
            return MediaLocation.Missing;
        }
    }
}
