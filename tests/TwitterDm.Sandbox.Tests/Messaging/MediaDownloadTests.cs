using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using TwitterDm.Sandbox.Tests.Authentication;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Sandbox.Tests.Uploads;
using TwitterDm.Sandbox.Uploads;

namespace TwitterDm.Sandbox.Tests.Messaging;

/// <summary>The files of attachments: by X's endpoint and by their URLs, whole and in parts.</summary>
public sealed class MediaDownloadTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task The_endpoint_returns_photos_of_the_caller_to_OAuth_2_0_alone()
    {
        var photo = (await MediaAsync()).First(media => media.Text("type") == "photo");
        var path = ApiPath(photo);
        var reply = await _sandbox.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "application/octet-stream", "bytes"), (reply.Status, reply.Headers["Content-Type"], reply.Headers["Accept-Ranges"]));
        Assert.Equal(new MediaHeader("image/jpeg", photo.GetProperty("width").GetInt32(), photo.GetProperty("height").GetInt32()), MediaHeader.Read(reply.Bytes));
        Assert.Equal(reply.Bytes, (await _sandbox.GetAsync(path)).Bytes);
        Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.GetAsync(path, _sandbox.As(3))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.GetAsync(path + "x")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.GetAsync("/2/dm_conversations/media/a/b/c")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _sandbox.GetAsync(path, authorization: null)).Status);
        var signed = await _sandbox.GetAsync(path, Signed(new Uri(_sandbox.Server.BaseUri, path).AbsoluteUri));
        Assert.Equal((HttpStatusCode.Forbidden, "Unsupported Authentication"), (signed.Status, signed.Body.Text("title")));
    }

    [Fact]
    public async Task The_URL_of_a_photo_takes_OAuth_1_0a_alone()
    {
        var photo = (await MediaAsync()).First(media => media.Text("type") == "photo");
        var url = photo.Text("url");
        Assert.StartsWith(_sandbox.Server.BaseUri.AbsoluteUri, url, StringComparison.Ordinal);
        var reply = await _sandbox.GetAsync(new Uri(url).AbsolutePath, Signed(url));
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.Equal((await _sandbox.GetAsync(ApiPath(photo))).Bytes, reply.Bytes);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _sandbox.GetAsync(new Uri(url).AbsolutePath)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _sandbox.GetAsync(new Uri(url).AbsolutePath, authorization: null)).Status);
        var other = url.Replace(".jpg", "0.jpg", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.GetAsync(new Uri(other).AbsolutePath, Signed(other))).Status);
    }

    [Fact]
    public async Task Every_address_in_every_event_is_served()
    {
        foreach (var media in (await MediaAsync()).Where(media => media.Text("type") != "photo").Take(12))
        {
            var preview = await _sandbox.GetAsync(new Uri(media.Text("preview_image_url")).AbsolutePath, authorization: null);
            Assert.Equal("image/jpeg", MediaHeader.Read(preview.Bytes).Type);
            foreach (var variant in media.Items("variants"))
            {
                var file = await _sandbox.GetAsync(new Uri(variant.Text("url")).AbsolutePath, authorization: null);
                Assert.Equal(variant.Text("content_type"), file.Headers["Content-Type"]);
                if (variant.Text("content_type") == "video/mp4")
                    Assert.Equal(["ftyp", "mdat", "moov"], BoxesOf(file.Bytes).Take(3));
                else
                    Assert.StartsWith("#EXTM3U\n", file.Text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.GetAsync("/dm_video/1/vid/1280x720/00000000.mp4")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.GetAsync("/dm_gif/x")).Status);
    }

    [Fact]
    public async Task A_part_of_a_file_is_returned_as_long_as_the_file_is_the_same()
    {
        var path = ApiPath((await MediaAsync()).First(media => media.Text("type") == "photo"));
        var whole = await _sandbox.GetAsync(path);
        var tag = whole.Headers["ETag"];
        var part = await PartAsync(path, "bytes=100-199", tag);
        Assert.Equal(HttpStatusCode.PartialContent, part.Status);
        Assert.Equal($"bytes 100-199/{whole.Bytes.Length}", part.Headers["Content-Range"]);
        Assert.Equal(whole.Bytes[100..200], part.Bytes);
        Assert.Equal(whole.Bytes[100..], (await PartAsync(path, "bytes=100-", null)).Bytes);
        Assert.Equal(whole.Bytes[^10..], (await PartAsync(path, "bytes=-10", tag)).Bytes);
        Assert.Equal(whole.Bytes, (await PartAsync(path, "bytes=100-", "\"other\"")).Bytes);
        Assert.Equal(whole.Bytes, (await PartAsync(path, "bytes=0-1,5-6", tag)).Bytes);
        var beyond = await PartAsync(path, $"bytes={whole.Bytes.Length}-", tag);
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{whole.Bytes.Length}"), (beyond.Status, beyond.Headers["Content-Range"]));
    }

    [Theory]
    [InlineData("damaged-content", 1, true)]
    [InlineData("without-ranges", 0, false)]
    public async Task Faults_change_a_byte_or_ignore_ranges(string fault, int changed, bool hasTag)
    {
        var path = ApiPath((await MediaAsync()).First(media => media.Text("type") == "photo"));
        var whole = await _sandbox.GetAsync(path);
        _sandbox.Server.Faults.When(_ => true, Fault.Parse(fault));
        var reply = hasTag ? await _sandbox.GetAsync(path) : await PartAsync(path, "bytes=100-", whole.Headers["ETag"]);
        Assert.Equal((HttpStatusCode.OK, hasTag), (reply.Status, reply.Headers.ContainsKey("ETag")));
        Assert.Equal(whole.Bytes.Length, reply.Bytes.Length);
        Assert.Equal(changed, whole.Bytes.Zip(reply.Bytes).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public async Task A_response_that_is_not_a_file_is_not_damaged()
    {
        var whole = await _sandbox.GetAsync("/2/users/me");
        _sandbox.Server.Faults.When(_ => true, Fault.Parse("damaged-content"));
        Assert.Equal(whole.Bytes, (await _sandbox.GetAsync("/2/users/me")).Bytes);
    }

    [Fact]
    public async Task What_was_uploaded_is_what_is_downloaded()
    {
        var steps = new UploadSteps(_sandbox.Client);
        var media = await steps.UploadAsync("dm_image", "image/png", SampleFiles.Png);
        var id = (await steps.AttachAsync(media, "Look")).SentId;
        var included = (await _sandbox.GetAsync($"/2/dm_events/{id}?{SandboxClient.Everything}")).Body.GetProperty("includes").Items("media")[0];
        Assert.Equal(SampleFiles.Png, (await _sandbox.GetAsync(ApiPath(included))).Bytes);
    }

    [Fact]
    public async Task In_process_the_addresses_are_those_of_X()
    {
        using var client = SandboxClient.InProcess(new SandboxOptions { Clock = _sandbox.Clock });
        var media = (await client.GetAsync("/2/dm_events?max_results=100&" + SandboxClient.Everything))
            .Body.GetProperty("includes")
            .Items("media");
        var hosts = media
            .SelectMany(item =>
                item.Items("variants")
                    .Select(variant => variant.Text("url"))
                    .Append(item.Text(item.Has("url") ? "url" : "preview_image_url")))
            .Select(url => new Uri(url).Host)
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(["pbs.twimg.com", "ton.twitter.com", "video.twimg.com"], hosts);
        var video = media.First(item => item.Text("type") == "video").Items("variants")[0].Text("url");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(video, authorization: null)).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await client.GetAsync(video.Replace("video.twimg.com", "api.x.com", StringComparison.Ordinal), authorization: null)).Status);
    }

    private async Task<IReadOnlyList<JsonElement>> MediaAsync() =>
        [.. (await _sandbox.GetAsync("/2/dm_events?max_results=100&" + SandboxClient.Everything)).Body.GetProperty("includes").Items("media")];

    private static string ApiPath(JsonElement photo) => "/2/dm_conversations/media/" + string.Join('/', photo.Text("url").Split('/')[^3..]);

    private string Signed(string url) => new TestSigner { Time = _sandbox.Clock.GetUtcNow() }.Header("GET", url);

    private async Task<Reply> PartAsync(string path, string range, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", SandboxClient.AsUser);
        request.Headers.TryAddWithoutValidation("Range", range);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Range", tag);
        using var response = await _sandbox.Client.Http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    private static List<string> BoxesOf(byte[] file)
    {
        var boxes = new List<string>();
        for (var at = 0; at < file.Length; at += (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)))
            boxes.Add(Encoding.ASCII.GetString(file, at + 4, 4));
        return boxes;
    }
}
