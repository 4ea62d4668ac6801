using System.Net;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Media;

/// <summary>A server that refuses multipart forms receives the segments as JSON.</summary>
public sealed class JsonSegmentTests
{
    private const int Mebibyte = 1024 * 1024;

    private static readonly SandboxOptions WithoutForms = new() { EventCount = 5, AcceptsMultipart = false, MediaProcessing = TimeSpan.Zero };

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData((48 * 1024) + 1)]
    [InlineData(3 * Mebibyte)]
    public async Task The_content_arrives_unchanged(int length)
    {
        using var folder = new Profiles.TemporaryFolder();
        var path = Path.Combine(folder.Root, "a.mp4");
        var content = new byte[Math.Max(length, SampleMedia.Mp4.Length)];
        new Random(length).NextBytes(content);
        SampleMedia.Mp4.CopyTo(content, 0);
        await File.WriteAllBytesAsync(path, content);
        using var source = TwitterDm.Media.MediaSource.Open(TwitterDm.Media.MediaFile.Inspect(path));
        using var body = source.CreateJson(7, 0, content.Length);

        var bytes = await body.ReadAsByteArrayAsync();

        using var json = System.Text.Json.JsonDocument.Parse(bytes);
        Assert.Equal(7, json.RootElement.GetProperty("segment_index").GetInt32());
        Assert.Equal(content, json.RootElement.GetProperty("media").GetBytesFromBase64());
        Assert.Equal(bytes.Length, body.Headers.ContentLength);
    }

    [Fact]
    public async Task After_the_first_refusal_all_segments_of_the_upload_are_JSON()
    {
        await using var room = await UploadRoom.StartAsync(WithoutForms);

        var id = await room.UploadAsync(room.WriteVideo((6 * Mebibyte) + 5));

        Assert.Equal(["initialize", "append 0", "append 0 json", "append 1 json", "append 2 json", "finalize"], room.Steps.Where(step => step != "status"));
        Assert.Equal(HttpStatusCode.Created, await StatusOfSendingAsync(room, id));
    }

    [Fact]
    public async Task A_415_in_the_middle_of_an_upload_continues_it_with_JSON()
    {
        await using var room = await UploadRoom.StartAsync(WithoutForms with { AcceptsMultipart = true });
        room.Faults.At(3, Fault.Status(415, contentType: "text/plain", body: "Unsupported Media Type"));

        var id = await room.UploadAsync(room.WriteVideo(9 * Mebibyte));

        Assert.Equal(["initialize", "append 0", "append 1", "append 1 json", "append 2 json", "finalize"], room.Steps.Where(step => step != "status"));
        Assert.Equal(HttpStatusCode.Created, await StatusOfSendingAsync(room, id));
    }

    [Fact]
    public async Task If_JSON_is_refused_too_the_error_is_the_first_refusal()
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(2, Fault.Status(415, body: """{"title":"first","status":415}"""));
        room.Faults.At(3, Fault.Status(415, body: """{"title":"second","status":415}"""));

        var error = await room.FailToUploadAsync(room.Write("a.png", SampleMedia.Png));

        Assert.Equal("first", error.Problem!.Title);
        Assert.Equal(["initialize", "append 0", "append 0 json"], room.Steps);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    public async Task Another_error_is_not_answered_with_JSON(int status)
    {
        await using var room = await UploadRoom.StartAsync();
        room.Faults.At(2, Fault.Status(status));

        await room.FailToUploadAsync(room.Write("a.png", SampleMedia.Png));

        Assert.Equal(["initialize", "append 0"], room.Steps);
    }

    private static async Task<HttpStatusCode> StatusOfSendingAsync(UploadRoom room, string id)
        => (await room.SendAsync(id)).DmEventId is null ? HttpStatusCode.OK : HttpStatusCode.Created;
}
