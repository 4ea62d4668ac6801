using System.Text.Json.Nodes;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Media;

/// <summary>After a fault, the file is uploaded completely, or the error says why not.</summary>
public sealed class UploadFaultTests
{
    private static readonly string[] Whole = ["initialize", "append 0", "append 1", "append 2", "finalize"];

    public static TheoryData<int, Fault> Passing
    {
        get
        {
            Fault[] faults =
            [
                Fault.RefuseBeforeReading, Fault.ResetAfterHandling, Fault.CutBody, Fault.Status(503), Fault.StatusAfterHandling(503), Fault.TooManyRequests(),
            ];
            var data = new TheoryData<int, Fault>();
            foreach (var fault in faults)
            {
                foreach (var number in Enumerable.Range(1, 4))
                    data.Add(number, fault);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task A_transient_fault_repeats_only_the_request_that_it_hit(int number, Fault fault)
    {
        await using var room = await UploadRoom.StartAsync(new SandboxOptions { MediaProcessing = TimeSpan.Zero });
        room.Faults.At(number, fault);

        var id = await room.UploadAsync(room.WriteVideo((2 * UploadRoom.SegmentLength) + 1));

        List<string> expected = [.. Whole];
        expected.Insert(number, Whole[number - 1]);
        Assert.Equal(expected, room.Steps);
        // Two sessions were started, and everything is sent to the second.
        Assert.All(room.Requests.Skip(expected.IndexOf("append 0")), request => Assert.Contains($"/{id}/", request.PathAndQuery, StringComparison.Ordinal));
        Assert.NotNull((await room.SendAsync(id)).DmEventId);
    }

    [Theory]
    [InlineData("""{"data":{"id":ID,"expires_after_secs":"86400","size":1.5,"media_key":null}}""")]
    [InlineData("""{"data":[{"id":"ID","expires_after_secs":9e18,"size":[]}],"errors":[null],"meta":5}""")]
    [InlineData("""{"data":{"id":"ID","processing_info":[]},"includes":"none"}""")]
    [InlineData("""{"data":{"id":"ID","processing_info":{"state":"succeeded","check_after_secs":"soon","progress_percent":99.5,"error":[null]}}}""")]
    public async Task Odd_values_in_the_responses_do_not_end_an_upload(string response)
    {
        await using var room = await UploadRoom.StartAsync(new SandboxOptions { MediaProcessing = TimeSpan.Zero });
        room.Faults.Every(1, Fault.Rewrite(body => (string?)body["data"]?["id"] is { } id
            ? JsonNode.Parse(response.Replace("ID", id, StringComparison.Ordinal))!
            : JsonNode.Parse("""{"data":"ok"}""")!));

        var id = await room.UploadAsync(room.Write("a.jpg", SampleMedia.Jpeg));

        Assert.Equal(["initialize", "append 0", "finalize"], room.Steps);
        Assert.All(room.Requests.Skip(1), request => Assert.Contains($"/{id}/", request.PathAndQuery, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_segment_is_identical_each_time_it_is_sent()
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(2, Fault.Status(502));
        room.Faults.At(3, Fault.ResetAfterHandling);
        room.Faults.At(4, Fault.RefuseBeforeReading);

        await room.UploadAsync(room.Write("a.jpg", SampleMedia.Jpeg));

        var bodies = room.Requests.Skip(1).Take(4).Select(UploadRoom.TextOf).ToArray();
        Assert.Equal(["initialize", "append 0", "append 0", "append 0", "append 0", "finalize"], room.Steps);
        Assert.Single(bodies.Distinct());
    }

    public static TheoryData<Fault, bool> UnknownFates => new()
    {
        { Fault.StatusAfterHandling(503), true },
        { Fault.ResetAfterHandling, true },
        { Fault.CutBody, true },
        { Fault.CutJson, true },
        { Fault.Status(503), false },
        { Fault.RefuseBeforeReading, false },
        { Fault.Html, false },
    };

    [Theory]
    [MemberData(nameof(UnknownFates), DisableDiscoveryEnumeration = true)]
    public async Task After_a_lost_response_the_status_shows_whether_the_upload_was_finalized(Fault fault, bool worked)
    {
        foreach (var content in new[] { SampleMedia.Png, SampleMedia.Gif(pictures: 2) })
        {
            await using var room = await UploadRoom.StartAsync();
            room.Faults.At(3, fault);

            var id = await room.UploadAsync(room.Write("file", content));

            string[] expected = worked ? ["initialize", "append 0", "finalize", "status"] : ["initialize", "append 0", "finalize", "status", "finalize"];
            Assert.Equal(expected, room.Steps.Take(expected.Length));
            Assert.DoesNotContain("finalize", room.Steps.Skip(expected.Length));
            Assert.NotNull((await room.SendAsync(id)).DmEventId);
        }
    }

    [Fact]
    public async Task A_media_key_alone_does_not_prove_that_the_upload_was_finalized()
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(3, Fault.Status(503));
        room.Faults.At(4, Fault.Status(200, "application/json", """{"data":{"id":"1","media_key":"3_1","expires_after_secs":86400}}"""));

        Assert.NotNull((await room.SendAsync(await room.UploadAsync(room.Write("a.png", SampleMedia.Png)))).DmEventId);
        Assert.Equal(["initialize", "append 0", "finalize", "status", "finalize"], room.Steps);
    }

    [Fact]
    public async Task An_upload_that_cannot_be_finalized_fails_with_the_first_error()
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(3, Fault.Status(503));
        room.Faults.At(5, Fault.Status(400));

        var error = await room.FailToUploadAsync(room.Write("a.png", SampleMedia.Png));

        Assert.Equal((DmErrorKind.Service, 503), (error.Kind, (int)error.StatusCode!));
        Assert.Equal(["initialize", "append 0", "finalize", "status", "finalize"], room.Steps);
    }

    [Fact]
    public async Task An_upload_that_X_rejects_is_not_finalized_again()
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(3, Fault.Status(400));

        Assert.Equal(DmErrorKind.InvalidRequest, (await room.FailToUploadAsync(room.Write("a.png", SampleMedia.Png))).Kind);
        Assert.Equal(["initialize", "append 0", "finalize"], room.Steps);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Cancelling_within_a_request_ends_the_upload_at_once(int number)
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(number, Fault.SlowHeaders(TimeSpan.FromDays(1)));
        using var cancel = new CancellationTokenSource();
        var upload = room.BeginUploadAsync(room.WriteVideo(3 * UploadRoom.SegmentLength), cancellationToken: cancel.Token);
        await room.WaitForRequestsAsync(number);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(number, room.Steps.Count);
        if (number > 1)
            Assert.Equal(TimeSpan.Zero, room.Api.Notices.Progress[^1].Left);
    }
}
