using TwitterDm.Auth;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Usage;

namespace TwitterDm.Core.Tests.Media;

/// <summary>Faults while the bytes of a segment are being sent.</summary>
public sealed class SegmentFaultTests
{
    private const int MiddleOfSegment = UploadRoom.SegmentLength / 2;

    [Fact]
    public async Task A_connection_that_breaks_within_a_segment_is_retried()
    {
        await using var room = await UploadRoom.StartAsync();
        using var proxy = new FaultyProxy(room.Api.Server.BaseUri, MiddleOfSegment, times: 3);
        using var connection = await ConnectAsync(room, proxy);

        var id = await room.Api.Clock.RunAsync(BeginUploadAsync(room, connection, CancellationToken.None));

        Assert.True(proxy.Reached.Task.IsCompletedSuccessfully);
        Assert.Equal(["initialize", "append 0", "append 1", "finalize"], room.Steps.Take(4));
        Assert.NotNull((await room.SendAsync(id)).DmEventId);
    }

    [Fact]
    public async Task A_connection_that_stalls_is_abandoned_after_the_timeout()
    {
        await using var room = await UploadRoom.StartAsync();
        using var proxy = new FaultyProxy(room.Api.Server.BaseUri, MiddleOfSegment, times: 1, silent: true);
        using var connection = await ConnectAsync(room, proxy);
        var upload = BeginUploadAsync(room, connection, CancellationToken.None);
        await proxy.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20));

        room.Api.Clock.Advance(TimeSpan.FromSeconds(100));

        Assert.NotNull((await room.SendAsync(await room.Api.Clock.RunAsync(upload))).DmEventId);
    }

    [Fact]
    public async Task Cancelling_within_a_segment_ends_the_upload_at_once()
    {
        await using var room = await UploadRoom.StartAsync();
        using var proxy = new FaultyProxy(room.Api.Server.BaseUri, MiddleOfSegment, times: 1, silent: true);
        using var connection = await ConnectAsync(room, proxy);
        using var cancel = new CancellationTokenSource();
        var upload = BeginUploadAsync(room, connection, cancel.Token);
        await proxy.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload.WaitAsync(TimeSpan.FromSeconds(10)));
        // The file is no longer in use.
        File.Delete(room.PathOf("video.mp4"));
    }

    private static Task<DmConnection> ConnectAsync(UploadRoom room, FaultyProxy proxy) => room.Api.Clock.RunAsync(DmConnection.OpenAsync(new DmConnectionOptions
    {
        ApiBaseUri = room.Api.Server.BaseUri,
        Credential = new BearerCredential(SandboxCredentials.UserToken),
        Clock = room.Api.Clock,
        Transport = proxy.CreateTransport,
    }));

    private static Task<string> BeginUploadAsync(UploadRoom room, DmConnection connection, CancellationToken cancellationToken)
    {
        var file = room.WriteVideo(2 * UploadRoom.SegmentLength);
        return connection.Media.GetMediaIdAsync(
            connection.CreateApiClient(new Operation(DmCallOptions.Default)), file, shared: false, cancellationToken);
    }
}
