using System.Net;
using System.Text;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Uploads;

/// <summary>Uploads that are refused.</summary>
public sealed class UploadRefusalTests : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private RunningSandbox _sandbox = null!;
    private UploadSteps _steps = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        _steps = new UploadSteps(_sandbox.Client);
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData("""{"media_type":"image/png","total_bytes":9}""", "media_category", "is missing but it is required")]
    [InlineData("""{"media_category":"subtitles","media_type":"text/srt","total_bytes":9}""", "media_category", "subtitles are not supported by the sandbox")]
    [InlineData("""{"media_category":"dm_image","total_bytes":9}""", "media_type", "is missing but it is required")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png"}""", "total_bytes", "from 1 to 5242880")]
    [InlineData("""{"media_category":"dm_image","media_type":"video/mp4","total_bytes":9}""", "media_type", "video/mp4 is not allowed for dm_image")]
    [InlineData("""{"media_category":"dm_gif","media_type":"image/png","total_bytes":9}""", "media_type", "image/png is not allowed for dm_gif")]
    [InlineData("""{"media_category":"dm_video","media_type":"video/webm","total_bytes":9}""", "media_type", "video/webm is not allowed for dm_video")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png","total_bytes":0}""", "total_bytes", "from 1 to")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png","total_bytes":5242881}""", "total_bytes", "from 1 to 5242880 for dm_image")]
    [InlineData("""{"media_category":"dm_gif","media_type":"image/gif","total_bytes":15728641}""", "total_bytes", "from 1 to 15728640 for dm_gif")]
    [InlineData("""{"media_category":"dm_video","media_type":"video/mp4","total_bytes":536870913}""", "total_bytes", "from 1 to 536870912 for dm_video")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/svg","total_bytes":9}""", "media_type", "enumeration")]
    [InlineData("""{"media_category":"dm_audio","media_type":"image/png","total_bytes":9}""", "media_category", "enumeration")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png","total_bytes":-1}""", "total_bytes", "a minimum value of 0")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png","total_bytes":17179869185}""", "total_bytes", "a maximum value of 17179869184")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png","total_bytes":"9"}""", "total_bytes", "string found, integer expected")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png","total_bytes":9.5}""", "total_bytes", "number found, integer expected")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png","total_bytes":9,"shared":"true"}""", "shared", "string found, boolean expected")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png","total_bytes":9,"additional_owners":["x"]}""", "additional_owners[0]", "does not match")]
    [InlineData("""{"media_category":"dm_image","media_type":"image/png","total_bytes":9,"alt_text":"x"}""", "alt_text", "additional properties")]
    public async Task Category_type_and_size_must_match(string json, string parameter, string sentence) =>
        AssertInvalid(await _steps.InitializeAsync(json), parameter, sentence);

    [Fact]
    public async Task Segment_numbers_and_sizes_are_limited()
    {
        var id = UploadSteps.IdOf(await _steps.InitializeAsync("dm_video", "video/mp4", 20 * Mebibyte));
        Assert.Equal(HttpStatusCode.OK, (await _steps.AppendAsync(id, 999, new byte[5 * Mebibyte])).Status);
        AssertInvalid(await _steps.AppendAsync(id, 0, new byte[(5 * Mebibyte) + 1]), "media", "from 1 to 5242880 bytes but has 5242881");
        AssertInvalid(await _steps.AppendAsync(id, 0, []), "media", "but has 0");
        AssertInvalid(await _steps.AppendAsync(id, 1000, [1]), "segment_index", "a maximum value of 999");
        AssertInvalid(await _steps.AppendAsync(id, -1, [1]), "segment_index", "a minimum value of 0");
        foreach (var text in new[] { "first", "", "+1", "1.0", "0x1", " 1", "1 ", "1\0", "\u0661" })
            AssertInvalid(await _steps.AppendAsync(id, text, [1]), "segment_index", "string found, integer expected");
    }

    [Fact]
    public async Task The_segments_must_add_up_to_the_declared_size()
    {
        var id = UploadSteps.IdOf(await _steps.InitializeAsync("dm_image", "image/png", SampleFiles.Png.Length));
        AssertInvalid(await _steps.FinalizeAsync(id), "id", $"[{id}] has 0 bytes instead of the {SampleFiles.Png.Length} in total_bytes");
        await _steps.AppendAsync(id, 0, SampleFiles.Png[..9]);
        AssertInvalid(await _steps.FinalizeAsync(id), "id", "has 9 bytes");
        await _steps.AppendAsync(id, 2, SampleFiles.Png[9..]);
        AssertInvalid(await _steps.FinalizeAsync(id), "id", "has no segment 1");
        AssertInvalid(await _steps.AppendAsync(id, 1, [1]), "media", $"exceeds total_bytes: {SampleFiles.Png.Length + 1} instead of {SampleFiles.Png.Length}");
        AssertInvalid(await _steps.StatusAsync(id), "media_id", "is not finalized");
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/webp")]
    public async Task An_image_must_have_the_declared_type(string type)
    {
        var id = await _steps.StartAsync("dm_image", type, SampleFiles.Png);
        AssertInvalid(await _steps.FinalizeAsync(id), "id", $"is not {type}");
        AssertInvalid(await _steps.FinalizeAsync(id), "id", $"is not {type}");
    }

    [Fact]
    public async Task A_finalized_upload_accepts_no_segments()
    {
        var id = await _steps.UploadAsync("dm_image", "image/png", SampleFiles.Png);
        AssertInvalid(await _steps.AppendAsync(id, 0, SampleFiles.Png), "media", "was sent after the upload was finalized");
    }

    [Fact]
    public async Task Only_images_can_be_uploaded_in_one_request()
    {
        AssertInvalid(await _steps.UploadMediaAsync("dm_video", SampleFiles.Mp4), "media_category", "dm_video must be uploaded in segments");
        AssertInvalid(await _steps.UploadMediaAsync("dm_gif", SampleFiles.Gif), "media_category", "dm_gif must be uploaded in segments");
        AssertInvalid(await _steps.UploadMediaAsync("subtitles", SampleFiles.Text), "media_category", "subtitles are not supported by the sandbox");
        AssertInvalid(await _steps.UploadMediaAsync("dm_image", SampleFiles.Text), "media", "is not one of [image/jpeg,");
        AssertInvalid(await _steps.UploadMediaAsync("dm_image", SampleFiles.Mp4), "media", "is not one of [image/jpeg,");
        byte[] large = [.. SampleFiles.Png, .. new byte[5 * Mebibyte]];
        AssertInvalid(await _steps.UploadMediaAsync("dm_image", large), "media", $"has {large.Length} bytes, more than 5242880");
    }

    [Theory]
    [InlineData("")]
    [InlineData("@sandbox_user2")]
    [InlineData("12,")]
    [InlineData("12, 1234")]
    [InlineData("12;1234")]
    [InlineData("12345678901234567890")]
    public async Task Additional_owners_of_an_image_are_user_ids_separated_by_commas(string owners) =>
        AssertInvalid(await _steps.UploadMediaAsync("dm_image", SampleFiles.Png, owners), "additional_owners", "must be user ids, separated by commas");

    [Fact]
    public async Task An_upload_is_visible_only_to_its_owner()
    {
        var id = await _steps.StartAsync("dm_image", "image/png", SampleFiles.Png);
        var other = new UploadSteps(_sandbox.Client, _sandbox.As(2));
        foreach (var (reply, parameter) in new[]
        {
            (await other.AppendAsync(id, 0, SampleFiles.Png), "id"),
            (await other.FinalizeAsync(id), "id"),
            (await other.StatusAsync(id), "media_id"),
            (await _steps.FinalizeAsync("1"), "id"),
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, reply.Status);
            Assert.Equal(("media", parameter), (reply.Body.Text("resource_type"), reply.Body.Text("parameter")));
        }

        Assert.Equal(HttpStatusCode.OK, (await _steps.FinalizeAsync(id)).Status);
    }

    [Theory]
    [InlineData("multipart/form-data", "--x\r\n\r\n\r\n--x--")]
    [InlineData("multipart/form-data; boundary=x", "")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=media\r\n\r\nabc")]
    [InlineData("multipart/form-data; boundary=x", "--y\r\nContent-Disposition: form-data; name=media\r\n\r\nabc\r\n--y--")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--")]
    [InlineData("multipart/form-data; boundary=x", "--x\nContent-Disposition: form-data; name=media\n\nabc\n--x--")]
    public async Task Malformed_forms_are_refused(string type, string body)
    {
        var id = UploadSteps.IdOf(await _steps.InitializeAsync("dm_image", "image/png", 3));
        AssertInvalid(await _sandbox.Client.PostJsonAsync($"/2/media/upload/{id}/append", body, contentType: type), "", "$: is not multipart/form-data");
    }

    [Fact]
    public async Task A_handwritten_form_is_accepted()
    {
        var id = UploadSteps.IdOf(await _steps.InitializeAsync("dm_image", "image/png", 5));
        var body = new StringBuilder("preamble\r\n--a b\r\ncontent-disposition: form-data; name=\"segment_index\"\r\n\r\n0")
            .Append("\r\n--a b\r\nContent-Type: x/y\r\nContent-Disposition: form-data; filename=\"a;b.png\"; name=\"media\"\r\n\r\n\r\n--a\r\n--a b--\r\nepilogue");
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.Client.PostJsonAsync(
            $"/2/media/upload/{id}/append", body.ToString(), contentType: "Multipart/Form-Data; boundary=\"a b\"")).Status);
    }

    [Theory]
    [InlineData("""{"segment_index":0,"media":"***"}""", "media", "is not base64")]
    [InlineData("""{"segment_index":0,"media":[1]}""", "media", "array found, string expected")]
    [InlineData("""{"segment_index":0}""", "media", "is missing but it is required")]
    [InlineData("""{"segment_index":"0","media":"AAAA"}""", "segment_index", "string found, integer expected")]
    public async Task Segments_in_JSON_follow_the_same_rules(string json, string parameter, string sentence)
    {
        var id = UploadSteps.IdOf(await _steps.InitializeAsync("dm_image", "image/png", 3));
        AssertInvalid(await _sandbox.Client.PostJsonAsync($"/2/media/upload/{id}/append", json), parameter, sentence);
    }

    [Fact]
    public async Task Other_content_types_and_unknown_or_repeated_fields_are_refused()
    {
        var id = UploadSteps.IdOf(await _steps.InitializeAsync("dm_image", "image/png", 3));
        AssertInvalid(
            await _sandbox.Client.PostJsonAsync($"/2/media/upload/{id}/append", "x", contentType: "image/png"),
            "",
            "Requests with bodies must have content-type of application/json or multipart/form-data.");
        const string Field = "--x\r\nContent-Disposition: form-data; name=";
        var form = $"{Field}a\r\n\r\n1\r\n{Field}media\r\n\r\nabc\r\n{Field}media\r\n\r\nabc\r\n{Field}segment_index\r\n\r\n0\r\n--x--";
        var reply = await _sandbox.Client.PostJsonAsync($"/2/media/upload/{id}/append", form, contentType: "multipart/form-data; boundary=x");
        Assert.Equal(["a", "media"], reply.ValidationErrors.Select(error => error.Parameter));
    }

    [Theory]
    [InlineData("/2/media/upload", "media_id")]
    [InlineData("/2/media/upload?media_id=x", "media_id")]
    [InlineData("/2/media/upload?media_id=1&command=FINALIZE", "command")]
    [InlineData("/2/media/upload?media_id=1&segment_index=1", "segment_index")]
    public async Task Status_requests_are_validated(string target, string parameter) =>
        Assert.Equal(parameter, Assert.Single((await _sandbox.GetAsync(target)).ValidationErrors).Parameter);

    private static void AssertInvalid(Reply reply, string parameter, string sentence)
    {
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        var error = Assert.Single(reply.ValidationErrors);
        Assert.Equal(parameter, error.Parameter);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }
}
