using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Uploads;

/// <summary>Files can be uploaded in segments or in one request, and are identified by their content.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;
    private UploadSteps _steps = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        _steps = new UploadSteps(_sandbox.Client);
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_new_upload_has_an_id_and_expires_after_a_day()
    {
        var reply = await _steps.InitializeAsync("dm_image", "image/png", SampleFiles.Png.Length);
        Assert.Equal((HttpStatusCode.OK, "application/json; charset=utf-8"), (reply.Status, reply.Headers["Content-Type"]));
        var id = UploadSteps.IdOf(reply);
        Assert.Equal(Data($"""
            "id":"{id}","media_key":"3_{id}","expires_after_secs":86400
            """), reply.Text);
        var appended = await _steps.AppendAsync(id, 0, SampleFiles.Png);
        Assert.Equal(Data($"\"expires_at\":{_sandbox.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds()}"), appended.Text);
    }

    [Fact]
    public async Task A_finalized_image_is_ready_and_has_its_dimensions()
    {
        var id = await _steps.StartAsync("dm_image", "image/png", SampleFiles.Png);
        var expected = Data($$"""
            "id":"{{id}}","media_key":"3_{{id}}","expires_after_secs":86400,"size":{{SampleFiles.Png.Length}},"image":{"image_type":"image/png","w":640,"h":480}
            """);
        // Repeating this has no effect.
        Assert.Equal([expected, expected], [(await _steps.FinalizeAsync(id)).Text, (await _steps.FinalizeAsync(id)).Text]);
        Assert.Equal(expected, (await _steps.StatusAsync(id)).Text);
    }

    public static TheoryData<string, string, byte[], string, int?> Files => new()
    {
        { "dm_image", "image/png", SampleFiles.Png, "3_", 640 },
        { "dm_image", "image/jpeg", SampleFiles.Jpeg, "3_", 320 },
        { "dm_image", "image/gif", SampleFiles.Gif, "3_", 10 },
        { "dm_image", "image/webp", SampleFiles.WebP, "3_", null },
        { "dm_gif", "image/gif", SampleFiles.Gif, "16_", 10 },
        { "dm_video", "video/mp4", SampleFiles.Mp4, "7_", null },
        { "dm_video", "video/quicktime", SampleFiles.QuickTime, "7_", null },
        { "tweet_image", "image/png", SampleFiles.Png, "3_", 640 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Types_are_detected_by_the_first_bytes(string category, string type, byte[] file, string prefix, int? width)
    {
        var id = await _steps.UploadAsync(category, type, file);
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        var data = (await _steps.StatusAsync(id)).Body.GetProperty("data");
        Assert.Equal(prefix + id, data.Text("media_key"));
        var isVideo = type.StartsWith("video", StringComparison.Ordinal);
        Assert.Equal(type, data.GetProperty(isVideo ? "video" : "image").Text(isVideo ? "video_type" : "image_type"));
        Assert.Equal(width, !isVideo && data.GetProperty("image").TryGetProperty("w", out var w) ? w.GetInt32() : null);
        Assert.Equal(category is "dm_gif" or "dm_video", data.Has("processing_info"));
    }

    [Fact]
    public async Task Segments_can_be_sent_in_any_order_as_form_or_JSON_and_repeated()
    {
        var id = UploadSteps.IdOf(await _steps.InitializeAsync("dm_image", "image/png", SampleFiles.Png.Length));
        Reply[] replies =
        [
            await _steps.AppendAsync(id, 2, SampleFiles.Png[20..]),
            await _steps.AppendJsonAsync(id, 0, SampleFiles.Png[..5]),
            await _steps.AppendAsync(id, 1, [9, 9, 9]),
            await _steps.AppendJsonAsync(id, 1, SampleFiles.Png[5..20]),
            await _steps.AppendAsync(id, 2, SampleFiles.Png[20..]),
            await _steps.FinalizeAsync(id),
        ];
        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        Assert.Equal(640, replies[^1].Body.GetProperty("data").GetProperty("image").GetProperty("w").GetInt32());
    }

    [Fact]
    public async Task An_image_can_be_uploaded_in_one_request_as_form_or_JSON()
    {
        var form = await _steps.UploadMediaAsync("dm_image", SampleFiles.Jpeg);
        var json = await _sandbox.Client.PostJsonAsync("/2/media/upload", new { media = Convert.ToBase64String(SampleFiles.Jpeg), media_category = "dm_image" });
        foreach (var reply in new[] { form, json })
        {
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.Equal("""{"image_type":"image/jpeg","w":320,"h":200}""", reply.Body.GetProperty("data").GetProperty("image").GetRawText());
            Assert.Equal(HttpStatusCode.Created, (await _steps.AttachAsync(UploadSteps.IdOf(reply))).Status);
        }
    }

    [Theory]
    [InlineData("dm_gif", "image/gif")]
    [InlineData("dm_video", "video/mp4")]
    public async Task GIFs_and_videos_are_processed_for_a_time(string category, string type)
    {
        var file = category == "dm_gif" ? SampleFiles.Gif : SampleFiles.Mp4;
        var id = await _steps.StartAsync(category, type, file);
        Assert.Equal("""{"state":"pending","check_after_secs":1}""", Processing(await _steps.FinalizeAsync(id)));
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"state":"in_progress","check_after_secs":1,"progress_percent":50}""", Processing(await _steps.StatusAsync(id)));
        _sandbox.Clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("""{"state":"in_progress","check_after_secs":1,"progress_percent":75}""", Processing(await _steps.FinalizeAsync(id)));
        _sandbox.Clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("""{"state":"succeeded","progress_percent":100}""", Processing(await _steps.StatusAsync(id)));
    }

    [Fact]
    public async Task Processing_fails_for_a_video_with_another_type()
    {
        var id = await _steps.UploadAsync("dm_video", "video/mp4", SampleFiles.Text);
        Assert.Equal("pending", (await _steps.StatusAsync(id)).Body.GetProperty("data").GetProperty("processing_info").Text("state"));
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("""{"state":"failed"}""", Processing(await _steps.StatusAsync(id)));
    }

    [Fact]
    public async Task An_upload_expires_after_a_day()
    {
        var id = await _steps.UploadAsync("dm_image", "image/png", SampleFiles.Png);
        _sandbox.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(3600, (await _steps.StatusAsync(id)).Body.GetProperty("data").GetProperty("expires_after_secs").GetInt32());
        _sandbox.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.NotFound, (await _steps.StatusAsync(id)).Status);
    }

    [Fact]
    public async Task Processing_time_can_be_zero()
    {
        using var client = SandboxClient.InProcess(new SandboxOptions { MediaProcessing = TimeSpan.Zero });
        var id = await new UploadSteps(client).StartAsync("dm_video", "video/mp4", SampleFiles.Mp4);
        Assert.Equal("""{"state":"succeeded","progress_percent":100}""", Processing(await new UploadSteps(client).FinalizeAsync(id)));
    }

    private static string Data(string properties) => $"{{\"data\":{{{properties}}}}}";

    private static string Processing(Reply reply) => reply.Body.GetProperty("data").GetProperty("processing_info").GetRawText();
}
