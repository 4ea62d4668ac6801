
namespace TwitterDm.Core.Tests.Media;

/// <summary>A file that changes after it was inspected is not uploaded.</summary>
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
    public async Task A_file_that_changes_during_the_upload_fails(string how, Action<string> change)
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.WriteVideo(3 * UploadRoom.SegmentLength);
        var sink = new NoticeHook("4.0 of 12.0", () => change(file.FullPath));

        var error = await room.FailToUploadAsync(file, sink);

        Assert.True(error.Kind == DmErrorKind.File, how);
        Assert.Contains("video.mp4' was changed after it was checked", error.Message, StringComparison.Ordinal);
        Assert.Equal(["initialize", "append 0"], room.Steps);
        Assert.Equal(TimeSpan.Zero, sink.Last!.Left);
    }

    [Fact]
    public async Task A_file_that_changes_after_its_last_segment_is_not_finalized()
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.WriteVideo(1000);
        var sink = new NoticeHook("/append: 200", () => Write(file.FullPath, content => content.WriteByte(0)));

        Assert.Contains("was changed", (await room.FailToUploadAsync(file, sink)).Message, StringComparison.Ordinal);
        Assert.Equal(["initialize", "append 0"], room.Steps);
    }

    [Fact]
    public async Task A_file_that_was_truncated_is_not_treated_as_a_network_failure()
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.WriteVideo(1000);
        room.Faults.At(2, Fault.Status(503));
        var sink = new NoticeHook("attempt 2 of 5", () => Write(file.FullPath, content => content.SetLength(500)));

        var error = await room.FailToUploadAsync(file, sink);

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Contains("was changed", error.Message, StringComparison.Ordinal);
        Assert.Equal(["initialize", "append 0"], room.Steps);
    }

    [Fact]
    public async Task A_file_that_changed_before_the_upload_causes_no_request()
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
        // On Unix, only programs that request the lock are prevented from writing.
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        change(file);
    }
}
