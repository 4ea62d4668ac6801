using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Uploads;

/// <summary>Uploaded media can be attached to a message: once, within a day, and after it was processed.</summary>
public sealed class AttachmentTests : IAsyncLifetime
{
    private const string SecondAccount = "1440000000000000002";
    private const string ThirdAccount = "1440000000000000003";

    private RunningSandbox _sandbox = null!;
    private UploadSteps _steps = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        _steps = new UploadSteps(_sandbox.Client);
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData("Look at this", "^Look at this https://t\\.co/[A-Za-z0-9]{10}$")]
    [InlineData(null, "^https://t\\.co/[A-Za-z0-9]{10}$")]
    public async Task An_attachment_is_in_the_event_and_its_URL_follows_the_text(string? text, string shown)
    {
        var media = await _steps.UploadAsync("dm_image", "image/png", SampleFiles.Png);
        var id = (await _steps.AttachAsync(media, text)).SentId;
        var body = (await _sandbox.GetAsync($"/2/dm_events/{id}?{SandboxClient.Everything}")).Body;
        var item = body.GetProperty("data");
        Assert.Equal([$"3_{media}"], item.GetProperty("attachments").Texts("media_keys"));
        Assert.Matches(shown, item.Text("text"));
        var link = Assert.Single(item.GetProperty("entities").Items("urls"));
        Assert.EndsWith(link.Text("url"), item.Text("text"), StringComparison.Ordinal);
        Assert.Equal($"https://x.com/messages/media/{id}", link.Text("expanded_url"));
        var included = Assert.Single(body.GetProperty("includes").Items("media"));
        Assert.Equal(
            ($"3_{media}", "photo", 640, 480),
            (
                included.Text("media_key"),
                included.Text("type"),
                included.GetProperty("width").GetInt32(),
                included.GetProperty("height").GetInt32()));
        Assert.StartsWith($"{_sandbox.Server.BaseUri}1.1/ton/data/dm/{id}/{media}/", included.Text("url"), StringComparison.Ordinal);
        Assert.False(included.Has("alt_text"));
        var sent = Assert.Single(_sandbox.Server.Api.SentMessages);
        Assert.Equal((text, media), (sent.Text, sent.MediaId));
    }

    [Theory]
    [InlineData("dm_gif", "image/gif", "animated_gif")]
    [InlineData("dm_video", "video/mp4", "video")]
    public async Task GIFs_and_videos_can_be_sent_after_processing(string category, string type, string shown)
    {
        var id = await _steps.UploadAsync(category, type, category == "dm_gif" ? SampleFiles.Gif : SampleFiles.Mp4);
        AssertInvalid(await _steps.AttachAsync(id), $"the media [{id}] is not ready: its state is pending");
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertInvalid(await _steps.AttachAsync(id), $"the media [{id}] is not ready: its state is in_progress");
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        await _steps.AttachAsync(id);
        var page = await _sandbox.GetAsync("/2/dm_events?max_results=1&expansions=attachments.media_keys");
        Assert.Equal(shown, page.Body.GetProperty("includes").Items("media")[0].Text("type"));
    }

    [Fact]
    public async Task Media_that_is_not_shared_can_be_attached_once()
    {
        var id = await _steps.UploadAsync("dm_image", "image/png", SampleFiles.Png, shared: false);
        Assert.Equal(HttpStatusCode.Created, (await _steps.AttachAsync(id)).Status);
        AssertInvalid(await _steps.AttachAsync(id, "again"), $"the media [{id}] is already attached to another message and is not shared");
        Assert.Single(_sandbox.Server.Api.SentMessages);
    }

    [Fact]
    public async Task Only_one_of_many_concurrent_messages_gets_media_that_is_not_shared()
    {
        var id = await _steps.UploadAsync("dm_image", "image/png", SampleFiles.Png);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _steps.AttachAsync(id))));
        Assert.Single(replies, reply => reply.Status == HttpStatusCode.Created);
    }

    [Fact]
    public async Task Shared_media_can_be_attached_repeatedly_for_a_day()
    {
        var id = await _steps.UploadAsync("dm_image", "image/png", SampleFiles.Png, shared: true);
        for (var number = 1; number <= 3; number++)
            Assert.Equal(HttpStatusCode.Created, (await _steps.AttachAsync(id, to: $"{1_460_000_000_000_000_000 + number}")).Status);
        _sandbox.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Created, (await _steps.AttachAsync(id)).Status);
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertInvalid(await _steps.AttachAsync(id), $"the media [{id}] has expired");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Additional_owners_can_attach_the_media_and_read_its_status(bool inSegments)
    {
        var (second, third, stranger) = (StepsOf(2), StepsOf(3), StepsOf(4));
        var id = inSegments
            ? await UploadInSegmentsAsync()
            : UploadSteps.IdOf(await _steps.UploadMediaAsync("dm_image", SampleFiles.Png, $"{SecondAccount},{ThirdAccount}"));
        foreach (var owner in new[] { second, third, _steps })
            Assert.Equal(HttpStatusCode.OK, (await owner.StatusAsync(id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.StatusAsync(id)).Status);
        AssertInvalid(await stranger.AttachAsync(id), $"the media [{id}] was not found");
        Assert.Equal(HttpStatusCode.Created, (await third.AttachAsync(id)).Status);
        AssertInvalid(await second.AttachAsync(id), $"the media [{id}] is already attached to another message and is not shared");
        _sandbox.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.NotFound, (await StepsOf(2).StatusAsync(id)).Status);

        async Task<string> UploadInSegmentsAsync()
        {
            var upload = UploadSteps.IdOf(await _steps.InitializeAsync(
                $$"""{"media_category":"dm_image","media_type":"image/png","total_bytes":{{SampleFiles.Png.Length}},"additional_owners":["{{SecondAccount}}","{{ThirdAccount}}"]}"""));
            // They can use the media, but only its owner uploads it.
            Assert.Equal(HttpStatusCode.NotFound, (await second.AppendAsync(upload, 0, SampleFiles.Png)).Status);
            Assert.Equal(HttpStatusCode.OK, (await _steps.AppendAsync(upload, 0, SampleFiles.Png)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await second.FinalizeAsync(upload)).Status);
            Assert.Equal(HttpStatusCode.OK, (await _steps.FinalizeAsync(upload)).Status);
            return upload;
        }

        UploadSteps StepsOf(int account) => new(_sandbox.Client, _sandbox.As(account));
    }

    [Fact]
    public async Task A_refused_message_does_not_use_up_its_attachment()
    {
        var id = await _steps.UploadAsync("dm_image", "image/png", SampleFiles.Png);
        Assert.Equal(HttpStatusCode.Forbidden, (await _steps.AttachAsync(id, to: "1655555555555555555")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _steps.AttachAsync(id, text: " ")).Status);
        Assert.Equal(HttpStatusCode.Created, (await _steps.AttachAsync(id)).Status);
    }

    [Fact]
    public async Task Missing_media_and_media_for_posts_is_refused()
    {
        AssertInvalid(await _steps.AttachAsync("1"), "the media [1] was not found");
        var open = await _steps.StartAsync("dm_image", "image/png", SampleFiles.Png);
        AssertInvalid(await _steps.AttachAsync(open), $"the media [{open}] is not finalized");
        var post = await _steps.UploadAsync("tweet_image", "image/png", SampleFiles.Png);
        AssertInvalid(await _steps.AttachAsync(post), $"the media [{post}] is for posts: its category is tweet_image");
        var others = await new UploadSteps(_sandbox.Client, _sandbox.As(2)).UploadAsync("dm_image", "image/png", SampleFiles.Png);
        AssertInvalid(await _steps.AttachAsync(others), $"the media [{others}] was not found");
        var broken = await _steps.UploadAsync("dm_gif", "image/gif", SampleFiles.Text);
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        AssertInvalid(await _steps.AttachAsync(broken), $"the media [{broken}] is not ready: its state is failed");
        Assert.Empty(_sandbox.Server.Api.SentMessages);
    }

    [Fact]
    public async Task A_group_can_be_created_with_an_attachment()
    {
        var id = await _steps.UploadAsync("dm_image", "image/png", SampleFiles.Png);
        var group = new { conversation_type = "Group", participant_ids = new[] { "12", "1234" }, message = new { attachments = new[] { new { media_id = id } } } };
        Assert.Equal(HttpStatusCode.Created, (await _sandbox.Client.PostJsonAsync("/2/dm_conversations", group)).Status);
        Assert.Equal(
            ("message.attachments[0].media_id", $"$.message.attachments[0].media_id: the media [{id}] is already attached to another message and is not shared"),
            Assert.Single((await _sandbox.Client.PostJsonAsync("/2/dm_conversations", group)).ValidationErrors));
    }

    private static void AssertInvalid(Reply reply, string sentence)
    {
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(("attachments[0].media_id", $"$.attachments[0].media_id: {sentence}"), Assert.Single(reply.ValidationErrors));
    }
}
