using TwitterDm.Auth;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Usage;

namespace TwitterDm.Core.Tests.Media;

/// <summary>A file is uploaded over a real socket, and can be attached to a message.</summary>
public sealed class UploadTests
{
    [Fact]
    public async Task An_image_takes_three_requests_and_can_be_attached_to_one_message()
    {
        await using var room = await UploadRoom.StartAsync();

        var id = await room.UploadAsync(room.Write("a.png", SampleMedia.Png));

        Assert.Equal(["initialize", "append 0", "finalize"], room.Steps);
        Assert.Equal(
            $$"""{"media_type":"image/png","total_bytes":{{SampleMedia.Png.Length}},"media_category":"dm_image"}""",
            UploadRoom.TextOf(room.Requests[0]));
        Assert.Empty(room.Api.Notices.Progress);
        Assert.NotNull((await room.SendAsync(id)).DmEventId);
        Assert.Equal(DmErrorKind.InvalidRequest, (await Assert.ThrowsAsync<DmException>(() => room.SendAsync(id))).Kind);
    }

    [Fact]
    public async Task A_segment_is_sent_as_a_form_in_the_format_of_browsers()
    {
        await using var room = await UploadRoom.StartAsync();

        await room.UploadAsync(room.Write("ä \"b\".png", SampleMedia.Png));

        var append = room.Requests[1];
        var type = append.Headers["Content-Type"];
        Assert.Matches("^multipart/form-data; boundary=TwitterDm-[0-9a-f]{32}$", type);
        var boundary = "--" + type[(type.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var expected = string.Join(
            "\r\n",
            boundary,
            "Content-Disposition: form-data; name=\"segment_index\"",
            string.Empty,
            "0",
            boundary,
            "Content-Disposition: form-data; name=\"media\"; filename=\"media\"",
            "Content-Type: application/octet-stream",
            string.Empty,
            System.Text.Encoding.Latin1.GetString(SampleMedia.Png),
            boundary + "--\r\n");
        Assert.Equal(expected, UploadRoom.TextOf(append));
        Assert.Equal(expected.Length, int.Parse(append.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(UploadRoom.SegmentLength, 1)]
    [InlineData(UploadRoom.SegmentLength + 1, 2)]
    [InlineData(3 * UploadRoom.SegmentLength, 3)]
    public async Task A_video_is_uploaded_in_segments_of_the_file(int length, int count)
    {
        await using var room = await UploadRoom.StartAsync();
        var file = room.WriteVideo(length);
        var content = await File.ReadAllBytesAsync(file.FullPath);

        await room.SendAsync(await room.UploadAsync(file));

        var segments = room.Requests.Where(request => request.PathAndQuery.EndsWith("/append", StringComparison.Ordinal)).ToArray();
        Assert.Equal(count, segments.Length);
        foreach (var (request, index) in segments.Select((request, index) => (request, index)))
        {
            Assert.Equal($"append {index}", room.Steps[index + 1]);
            var beginning = content.AsSpan(index * UploadRoom.SegmentLength);
            Assert.True(request.Body.Span.IndexOf(beginning[..Math.Min(beginning.Length, 1000)]) > 0);
        }
    }

    [Fact]
    public async Task An_animated_gif_is_awaited_until_X_has_processed_it()
    {
        await using var room = await UploadRoom.StartAsync(new SandboxOptions { MediaProcessing = TimeSpan.FromSeconds(40) });
        var start = room.Api.Clock.GetUtcNow();

        var id = await room.UploadAsync(room.Write("a.gif", SampleMedia.Gif(pictures: 2)));

        Assert.Equal(["initialize", "append 0", "finalize", "status", "status"], room.Steps);
        Assert.EndsWith($"/2/media/upload?media_id={id}&command=STATUS", room.Requests[^1].PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(40), room.Api.Clock.GetUtcNow() - start);
        Assert.Equal(
            [
                new DmProgressNotice("Uploading a.gif", "X is processing it", 0, TimeSpan.FromSeconds(20)),
                new DmProgressNotice("Uploading a.gif", "X is processing it", 50, TimeSpan.FromSeconds(20)),
                new DmProgressNotice("Uploading a.gif", "X is processing it", 100, TimeSpan.Zero),
            ],
            room.Api.Notices.Progress);
        Assert.NotNull((await room.SendAsync(id)).DmEventId);
    }

    [Fact]
    public async Task A_long_upload_shows_its_progress_and_estimates_its_end_by_the_speed()
    {
        await using var room = await UploadRoom.StartAsync(new SandboxOptions { MediaProcessing = TimeSpan.Zero });
        var file = room.WriteVideo((2 * UploadRoom.SegmentLength) + (UploadRoom.SegmentLength / 2));
        // The second segment takes 16 seconds: until then, no time has passed by this clock.
        room.Faults.At(3, Fault.Status(503, headers: [KeyValuePair.Create("Retry-After", "16")]));

        await room.UploadAsync(file);

        var progress = room.Api.Notices.Progress;
        Assert.All(progress, notice => Assert.Equal("Uploading video.mp4", notice.Activity));
        Assert.Equal(
            [("0.0 of 10.0 MiB", 0), ("4.0 of 10.0 MiB", 40), ("8.0 of 10.0 MiB", 80), ("8.0 of 10.0 MiB", 100)],
            progress.Select(notice => (notice.Text, notice.PercentComplete)));
        Assert.Equal([10.5, 6.3, 4, 0], progress.Select(notice => Math.Round(notice.Left.TotalSeconds, 1)));
    }

    [Fact]
    public async Task Control_characters_in_a_name_are_visible_in_notices()
    {
        await using var room = await UploadRoom.StartAsync();

        await room.UploadAsync(room.Write("\u202Ea.gif", SampleMedia.Gif(pictures: 2)));

        Assert.All(room.Api.Notices.Progress, notice => Assert.Equal("Uploading <U+202E>a.gif", notice.Activity));
        Assert.DoesNotContain(room.Api.Notices.Verbose, text => text.Contains('\u202E', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Segments_can_be_signed_with_OAuth_1()
    {
        await using var room = await UploadRoom.StartAsync();
        var clock = room.Api.Clock;
        using var connection = await room.Api.OpenAsync(new OAuth1Credential(
            SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret, clock));
        var file = room.Write("a.gif", SampleMedia.Gif(pictures: 2));

        var id = await clock.RunAsync(connection.Media.GetMediaIdAsync(
            connection.CreateApiClient(new Operation(DmCallOptions.Default)), file, shared: false, CancellationToken.None));

        Assert.All(room.Requests, request => Assert.StartsWith("OAuth ", request.Headers["Authorization"], StringComparison.Ordinal));
        Assert.NotNull((await room.SendAsync(id)).DmEventId);
    }

    [Fact]
    public async Task The_error_names_the_missing_scope()
    {
        await using var room = await UploadRoom.StartAsync(credential: new BearerCredential(SandboxCredentials.TokenWithoutDmWrite));

        var error = await room.FailToUploadAsync(room.Write("a.png", SampleMedia.Png));

        Assert.Equal(DmErrorKind.Permission, error.Kind);
        Assert.Contains("media.write", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["initialize"], room.Steps);
    }
}
