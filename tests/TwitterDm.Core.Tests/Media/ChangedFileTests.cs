using TwitterDm.Sandbox.Host;

namespace TwitterDm.Core.Tests.Media;

/// <summary>A file that is written while it goes up is neither the old one nor the new one.</summary>
public sealed class ChangedFileTests
{
    public static TheoryData<string, Action<string>> Changes => new()
    {
        { "longer", path => Write(path, file => file.SetLength(file.Length + 1)) },
        { "shorter", path => Write(path, file => file.SetLength(UploadRoom.SegmentLength)) },
        { "rewritten", path => Write(path, file => file.WriteByte(0)) },
        { "touched", path => File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)) },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public async Task A_file_that_is_written_meanwhile_is_not_sent_half_old_and_half_new(string how, Action<string> change)
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.WriteVideo(3 * UploadRoom.SegmentLength);
        var sink = new NoticeHook("4.0 of 12.0", () => change(file.FullPath));

        var error = await room.FailToUploadAsync(file, sink);

        Assert.True(error.Kind == DmErrorKind.InvalidRequest, how);
        Assert.Contains("video.mp4' was changed while", error.Message, StringComparison.Ordinal);
        Assert.Equal(["initialize", "append 0"], room.Steps);
        Assert.Equal(TimeSpan.Zero, sink.Last!.Left);
    }

    [Fact]
    public async Task A_file_that_is_written_behind_its_last_segment_is_not_finalized()
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.WriteVideo(1000);
        var sink = new NoticeHook("append was answered with 200", () => Write(file.FullPath, content => content.WriteByte(0)));

        Assert.Contains("was changed", (await room.FailToUploadAsync(file, sink)).Message, StringComparison.Ordinal);
        Assert.Equal(["initialize", "append 0"], room.Steps);
    }

    [Fact]
    public async Task A_file_that_ends_too_early_when_it_is_read_again_is_no_failure_of_the_network()
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.WriteVideo(1000);
        room.Faults.At(2, Fault.Status(503));
        var sink = new NoticeHook("attempt 2 of 5", () => Write(file.FullPath, content => content.SetLength(500)));

        var error = await room.FailToUploadAsync(file, sink);

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains("was changed", error.Message, StringComparison.Ordinal);
        Assert.Equal(["initialize", "append 0"], room.Steps);
    }

    [Fact]
    public async Task A_file_that_is_another_one_before_it_begins_makes_no_request()
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.Write("a.png", SampleMedia.Png);
        room.Write("a.png", SampleMedia.Jpeg);
        Assert.Contains("was changed", (await room.FailToUploadAsync(file)).Message, StringComparison.Ordinal);
        File.Delete(file.FullPath);
        Assert.Contains("does not exist", (await room.FailToUploadAsync(file)).Message, StringComparison.Ordinal);
        Assert.Empty(room.Steps);
    }

    private static void Write(string path, Action<FileStream> change)
    {
        // Others on Unix are not kept from writing; those that ask for it are.
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        change(file);
    }
}
