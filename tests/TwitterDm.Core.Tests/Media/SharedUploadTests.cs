using TwitterDm.Media;

namespace TwitterDm.Core.Tests.Media;

/// <summary>A shared file is uploaded once while its media id is valid; any other is uploaded each time.</summary>
public sealed class SharedUploadTests
{
    private static readonly string[] Once = ["initialize", "append 0", "finalize"];

    [Fact]
    public async Task A_shared_file_is_uploaded_once_and_can_be_attached_to_several_messages()
    {
        await using var room = await UploadRoom.StartAsync();
        room.Write("a.png", SampleMedia.Png);

        var first = await room.UploadAsync(MediaFile.Inspect(room.PathOf("a.png")), shared: true);
        var second = await room.UploadAsync(MediaFile.Inspect(room.PathOf("a.png")), shared: true);

        Assert.Equal(first, second);
        Assert.Equal(Once, room.Steps);
        Assert.Contains("\"shared\":true", UploadRoom.TextOf(room.Requests[0]), StringComparison.Ordinal);
        await room.SendAsync(first);
        await room.SendAsync(second);
    }

    [Fact]
    public async Task A_file_that_is_not_shared_is_uploaded_each_time()
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.Write("a.png", SampleMedia.Png);

        string[] ids = [await room.UploadAsync(file, shared: true), await room.UploadAsync(file), await room.UploadAsync(file)];

        Assert.Equal([.. Once, .. Once, .. Once], room.Steps);
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Single(room.Requests, request => UploadRoom.TextOf(request).Contains("shared", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(23 * 60 + 49, 1)]
    [InlineData(23 * 60 + 50, 2)]
    [InlineData(48 * 60, 2)]
    public async Task A_shared_file_is_uploaded_again_before_its_media_id_expires(int minutes, int uploads)
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.Write("a.png", SampleMedia.Png);
        await room.UploadAsync(file, shared: true);

        room.Api.Clock.Advance(TimeSpan.FromMinutes(minutes));

        await room.SendAsync(await room.UploadAsync(file, shared: true));
        Assert.Equal(uploads * Once.Length, room.Steps.Count);
    }

    [Theory]
    [InlineData("\"expires_after_secs\":3600,", 49, 1)]
    [InlineData("\"expires_after_secs\":3600,", 50, 2)]
    [InlineData("\"expires_after_secs\":60,", 0, 2)]
    [InlineData("\"expires_after_secs\":-5,", 0, 2)]
    [InlineData("\"expires_after_secs\":9223372036854775807,", 23 * 60 + 50, 2)]
    [InlineData("", 23 * 60 + 49, 1)]
    public async Task The_lifetime_of_a_media_id_is_read_from_the_response(string lifetime, int minutes, int uploads)
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(3, Fault.Status(200, "application/json", $$$"""{"data":{{{{lifetime}}}"id":"1","size":1}}"""));
        var file = room.Write("a.png", SampleMedia.Png);
        await room.UploadAsync(file, shared: true);

        room.Api.Clock.Advance(TimeSpan.FromMinutes(minutes));

        await room.UploadAsync(file, shared: true);
        Assert.Equal(uploads * Once.Length, room.Steps.Count);
    }

    [Fact]
    public async Task A_file_that_was_changed_since_is_uploaded_again()
    {
        await using var room = await UploadRoom.StartAsync();
        var first = await room.UploadAsync(room.Write("a.png", SampleMedia.Png), shared: true);
        File.SetLastWriteTimeUtc(room.PathOf("a.png"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var second = await room.UploadAsync(MediaFile.Inspect(room.PathOf("a.png")), shared: true);
        var third = await room.UploadAsync(room.Write("a.png", [.. SampleMedia.Png, 0]), shared: true);
        var copy = await room.UploadAsync(room.Write("b.png", SampleMedia.Png), shared: true);

        Assert.Equal(4, new[] { first, second, third, copy }.Distinct().Count());
    }

    [Fact]
    public async Task Threads_that_need_the_same_file_share_one_upload()
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.Write("a.gif", SampleMedia.Gif(pictures: 2));

        var ids = await room.Api.Clock.RunAsync(Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => room.BeginUploadAsync(file, shared: true)))));

        Assert.Single(ids.Distinct());
        Assert.Single(room.Steps, step => step == "initialize");
    }

    [Fact]
    public async Task Cancelling_one_caller_does_not_cancel_the_others()
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.Write("a.png", SampleMedia.Png);
        room.Faults.At(2, Fault.SlowHeaders(TimeSpan.FromDays(1)));
        using var cancelFirst = new CancellationTokenSource();
        using var cancelSecond = new CancellationTokenSource();
        var first = room.BeginUploadAsync(file, shared: true, cancellationToken: cancelFirst.Token);
        await room.WaitForRequestsAsync(2);
        var second = room.BeginUploadAsync(file, shared: true, cancellationToken: cancelSecond.Token);
        var third = room.BeginUploadAsync(file, shared: true);

        await cancelSecond.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.False(first.IsCompleted || third.IsCompleted);
        await cancelFirst.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(TimeSpan.FromSeconds(10)));

        await room.SendAsync(await room.Api.Clock.RunAsync(third));
        Assert.Equal(["initialize", "append 0", .. Once], room.Steps);
    }

    [Fact]
    public async Task A_failed_upload_is_not_reused()
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.Write("a.png", SampleMedia.Png);
        room.Faults.At(3, Fault.Status(400));

        await Assert.ThrowsAsync<DmException>(() => room.UploadAsync(file, shared: true));

        await room.SendAsync(await room.UploadAsync(file, shared: true));
        Assert.Equal([.. Once, .. Once], room.Steps);
    }
}
