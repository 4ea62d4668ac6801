using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Media;

/// <summary>The processing of videos and animated GIFs at X, which takes time and can fail.</summary>
public sealed class ProcessingTests
{
    [Theory]
    [InlineData("""{"state":"failed","error":{"code":1,"name":"InvalidMedia","message":"Unsupported\u001b video format"}}""", ": Unsupported␛ video format (code 1)")]
    [InlineData("""{"state":"failed"}""", ".")]
    public async Task A_file_that_X_cannot_process_is_an_error_with_advice(string processing, string why)
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(4, Status(processing));

        var error = await room.FailToUploadAsync(room.WriteVideo(100));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Equal("X could not process 'video.mp4' (video/mp4)" + why, error.Message);
        Assert.Contains("H.264", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, room.Api.Notices.Progress[^1].Left);
    }

    [Theory]
    [InlineData("""{"state":"queued","check_after_secs":3}""", 3)]
    [InlineData("""{"state":"pending","check_after_secs":0}""", 1)]
    [InlineData("""{"state":"pending","check_after_secs":-7}""", 1)]
    [InlineData("""{"state":"in_progress","check_after_secs":9999999999}""", 60)]
    [InlineData("""{"check_after_secs":2,"progress_percent":300}""", 2)]
    [InlineData("{}", 5)]
    public async Task Unknown_states_are_waited_for_and_pauses_are_limited(string processing, int pause)
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(3, Fault.StatusAfterHandling(500));
        room.Faults.At(4, Status(processing));
        var start = room.Api.Clock.GetUtcNow();

        await room.UploadAsync(room.Write("a.gif", SampleMedia.Gif(pictures: 2)));

        Assert.Equal(TimeSpan.FromSeconds(pause), room.Api.Notices.Progress[0].Left);
        Assert.InRange(room.Api.Notices.Progress[0].PercentComplete, 0, 100);
        Assert.InRange(room.Api.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(Math.Max(2, pause)), TimeSpan.FromSeconds(pause + 2));
    }

    [Fact]
    public async Task Processing_is_abandoned_after_15_minutes()
    {
        await using var room = await UploadRoom.StartAsync(new SandboxOptions { MediaProcessing = TimeSpan.FromHours(1) });
        var start = room.Api.Clock.GetUtcNow();

        var error = await room.FailToUploadAsync(room.Write("a.gif", SampleMedia.Gif(pictures: 2)));

        Assert.Equal(DmErrorKind.Service, error.Kind);
        Assert.Contains("within 15 minutes", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(15), room.Api.Clock.GetUtcNow() - start);
        Assert.Equal(TimeSpan.Zero, room.Api.Notices.Progress[^1].Left);
    }

    [Fact]
    public async Task Cancelling_during_processing_ends_the_upload_at_once()
    {
        await using var room = await UploadRoom.StartAsync(new SandboxOptions { MediaProcessing = TimeSpan.FromHours(1) });
        using var cancel = new CancellationTokenSource();
        var sink = new NoticeHook("X is processing it", cancel.Cancel);

        var upload = room.BeginUploadAsync(room.Write("a.gif", SampleMedia.Gif(pictures: 2)), notices: sink, cancellationToken: cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(["initialize", "append 0", "finalize"], room.Steps);
        Assert.Equal(TimeSpan.Zero, sink.Last!.Left);
    }

    private static Fault Status(string processing)
        => Fault.Status(200, "application/json", $$$"""{"data":{"id":"1","size":1,"processing_info":{{{processing}}}}}""");
}
