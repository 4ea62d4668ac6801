using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TwitterDm.Archive.Zip;
using TwitterDm.Core.Tests.Media;
using TwitterDm.Testing;
using TwitterDm.Testing.Archives;
using static TwitterDm.Testing.Archives.ArchiveConversationBuilder;

namespace TwitterDm.Core.Tests.Archive;

/// <summary>
/// Zip files whose content is not what they say: it is reported once, costs no more than once, and is never taken for what was there.
/// </summary>
public sealed class DamagedZipTests : IDisposable
{
    private const int Messages = 20;

    private readonly ArchiveFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_checksum_is_that_of_zip_files()
    {
        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));
        var bytes = new byte[1000];
        new Random(5).NextBytes(bytes);
        Assert.Equal(Crc32.Append(0, bytes), Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, 37)), bytes.AsSpan(37)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_nested_zip_file_that_is_damaged_is_read_and_reported_once(bool isCompressed)
    {
        var media = MediaOf(isCompressed ? 8 << 20 : 100);
        media.AsSpan(media.Length - 30).Clear();
        var path = Write(media, isCompressed ? CompressionLevel.Fastest : CompressionLevel.NoCompression);

        var before = OpenTemporaryFiles();
        var limits = ArchiveLimits.Default with { MaxBytes = 20 << 20 };
        var events = await _folder.ReadAsync(new DmArchiveQuery { Path = path }, limits);

        Assert.Equal(Messages, events.Count);
        Assert.All(events, item => Assert.Null(item.Media[0].Origin));
        Assert.Matches("^direct_messages_media.zip cannot be read: .+[.] The attachments in it are not found[.]$", Assert.Single(_folder.Notices.Warnings));
        Assert.Equal(1, _folder.Report!.ProblemCount);
        Assert.All(await _folder.SaveErrorsAsync(events), error =>
            Assert.EndsWith("was not found: a part of the archive cannot be read.", error.Message, StringComparison.Ordinal));
        await Bounds.UntilAsync(() => OpenTemporaryFiles() <= before);
    }

    [Fact]
    public async Task All_entries_of_an_archive_share_one_budget()
    {
        var path = Write(MediaOf(2 << 20), CompressionLevel.Fastest);

        await _folder.ReadAsync(new DmArchiveQuery { Path = path }, ArchiveLimits.Default with { MaxBytes = 1 << 20 });
        Assert.Contains("contains more than", Assert.Single(_folder.Notices.Warnings), StringComparison.Ordinal);

        var item = (await _folder.ReadAsync(new DmArchiveQuery { Path = path }, ArchiveLimits.Default with { MaxBytes = 3 << 20 }))[^1];
        Assert.Contains("contains more than", Assert.Throws<InvalidDataException>(() => Read(item.Media[0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_decompression_of_a_nested_zip_file_can_be_cancelled()
    {
        var path = Write(MediaOf(8 << 20), CompressionLevel.Fastest);
        using var stop = new CancellationTokenSource();
        var before = OpenTemporaryFiles();
        var decompressing = new NoticeHook("direct_messages_media.zip", stop.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _folder.ReadAsync(new DmArchiveQuery { Path = path }, notices: decompressing, cancellationToken: stop.Token));

        Assert.Equal(TimeSpan.Zero, decompressing.Last?.Left);
        await Bounds.UntilAsync(() => OpenTemporaryFiles() <= before);
    }

    [Theory]
    [InlineData(16, "does not match its checksum")]
    [InlineData(24, "has more content than the zip file says")]
    public async Task A_data_file_that_is_not_as_the_zip_file_says_is_named_and_its_events_stay(int field, string why)
    {
        var archive = new ArchiveBuilder { HasManifest = false }.Add("111-222", conversation => conversation.Message(Id(1), "222", "x", Time(1)));
        var bytes = ArchiveBuilder.Zip(archive.Files());
        Change(bytes, "direct-messages.js", field);

        Assert.Equal("x", Assert.Single(await _folder.ReadAsync(_folder.Write("x.zip", bytes))).Text);

        var error = Assert.Single(_folder.Notices.Errors, error => error.Message.Contains("some may be wrong", StringComparison.Ordinal));
        Assert.Contains("'direct-messages.js' in", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Equal(_folder.Notices.Errors.Count(), _folder.Report!.ProblemCount);
    }

    [Theory]
    [InlineData(16, "does not match its checksum")]
    [InlineData(24, "has more content than the zip file says")]
    public async Task An_attachment_that_is_not_as_the_zip_file_says_is_not_saved(int field, string why)
    {
        var archive = new ArchiveBuilder().Add("111-222", conversation => conversation.Message(Id(1), "222", "x", Time(1), [AddressOf(1)]));
        var bytes = ArchiveBuilder.Zip([.. archive.Files(), ($"data/direct_messages_media/{Id(1)}-a.png", SampleArchive.Photo)]);
        Change(bytes, "-a.png", field);
        var item = Assert.Single(await _folder.ReadAsync(_folder.Write("x.zip", bytes)));
        using var saver = new DmMediaSaver(null, new() { Destination = _folder["saved"] });

        var error = await Assert.ThrowsAsync<DmException>(() => saver.SaveAsync(item, item.Media[0]));

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["saved"]));
    }

    private static byte[] MediaOf(int size)
    {
        var content = new byte[size];
        new Random(4).NextBytes(content);
        return ArchiveBuilder.Zip(
            [.. Enumerable.Range(0, Messages).Select(number => ($"{Id(number)}-a.png", number == 0 ? content : SampleArchive.Photo))],
            CompressionLevel.NoCompression);
    }

    private string Write(byte[] media, CompressionLevel level)
    {
        var archive = new ArchiveBuilder().Add("111-222", conversation =>
        {
            foreach (var number in Enumerable.Range(0, Messages))
                conversation.Message(Id(number), "222", "x", Time(number), [AddressOf(number)]);
        });
        return _folder.Write("x.zip", ArchiveBuilder.Zip([.. archive.Files(), ("data/direct_messages_media.zip", media)], level));
    }

    private static string AddressOf(int number) => $"https://ton.twitter.com/dm/{Id(number)}/1712000000000000001/a.png";

    private static void Read(DmMedia media)
    {
        using var content = media.Origin!.Open();
        content.CopyTo(Stream.Null);
    }

    // Makes the number in an entry of the directory smaller by one.
    private static void Change(byte[] zip, string name, int field)
    {
        for (var at = 0; at < zip.Length - 46; at++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at)) != 0x02014B50
                || !Encoding.UTF8.GetString(zip.AsSpan(at + 46, BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 28)))).EndsWith(name, StringComparison.Ordinal))
                continue;
            var place = zip.AsSpan(at + field);
            BinaryPrimitives.WriteUInt32LittleEndian(place, BinaryPrimitives.ReadUInt32LittleEndian(place) - 1);
            return;
        }

        throw new InvalidOperationException($"There is no {name}.");
    }

    // Their names are gone, so only the list of open files has them. Large ones only: tests beside this one have some, too.
    private static int OpenTemporaryFiles() => !OperatingSystem.IsLinux() ? 0 : Directory.GetFiles("/proc/self/fd").Count(IsLarge);

    private static bool IsLarge(string descriptor)
    {
        try
        {
            if (new FileInfo(descriptor).LinkTarget?.Contains(".twitterdm-", StringComparison.Ordinal) != true)
                return false;
            using var file = File.OpenHandle(descriptor);
            return RandomAccess.GetLength(file) > 1 << 20;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
