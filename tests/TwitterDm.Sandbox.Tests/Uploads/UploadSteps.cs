using System.Net.Http.Headers;
using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Uploads;

/// <summary>The steps of an upload.</summary>
internal sealed class UploadSteps(SandboxClient client, string authorization = SandboxClient.AsUser)
{
    public Task<Reply> InitializeAsync(string category, string type, long bytes, bool? shared = null) =>
        InitializeAsync(JsonSerializer.Serialize(shared is null
            ? new { media_category = category, media_type = type, total_bytes = bytes }
            : (object)new { media_category = category, media_type = type, total_bytes = bytes, shared }));

    public Task<Reply> InitializeAsync(string json) => client.PostJsonAsync("/2/media/upload/initialize", json, authorization);

    public Task<Reply> AppendAsync(string id, object number, byte[] segment) =>
        PostFormAsync($"/2/media/upload/{id}/append", segment, ("segment_index", $"{number}"));

    public Task<Reply> AppendJsonAsync(string id, int number, byte[] segment) =>
        client.PostJsonAsync($"/2/media/upload/{id}/append", new { segment_index = number, media = Convert.ToBase64String(segment) }, authorization);

    public Task<Reply> FinalizeAsync(string id) => client.PostJsonAsync($"/2/media/upload/{id}/finalize", "{}", authorization);

    public Task<Reply> StatusAsync(string id) => client.GetAsync($"/2/media/upload?command=STATUS&media_id={id}", authorization);

    public Task<Reply> UploadMediaAsync(string category, byte[] file, string? additionalOwners = null) => additionalOwners is null
        ? PostFormAsync("/2/media/upload", file, ("media_category", category))
        : PostFormAsync("/2/media/upload", file, ("media_category", category), ("additional_owners", additionalOwners));

    /// <summary>Starts an upload and appends the whole file as one segment.</summary>
    public async Task<string> StartAsync(string category, string type, byte[] file, bool? shared = null)
    {
        var id = IdOf(await InitializeAsync(category, type, file.Length, shared));
        Assert.Equal(200, (int)(await AppendAsync(id, 0, file)).Status);
        return id;
    }

    /// <summary>Uploads a file and finalizes the upload.</summary>
    public async Task<string> UploadAsync(string category, string type, byte[] file, bool? shared = null)
    {
        var id = await StartAsync(category, type, file, shared);
        Assert.Equal(200, (int)(await FinalizeAsync(id)).Status);
        return id;
    }

    public Task<Reply> AttachAsync(string mediaId, string? text = null, string to = "12") => client.PostJsonAsync(
        $"/2/dm_conversations/with/{to}/messages",
        text is null ? new { attachments = new[] { new { media_id = mediaId } } } : (object)new { text, attachments = new[] { new { media_id = mediaId } } },
        authorization);

    public static string IdOf(Reply reply) => reply.Body.GetProperty("data").Text("id");

    private async Task<Reply> PostFormAsync(string path, byte[] file, params (string Name, string Value)[] fields)
    {
        // The form disposes its parts.
        using var form = new MultipartFormDataContent();
        var media = new ByteArrayContent(file);
        media.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        form.Add(media, "media", "blob");
        return await client.PostAsync(path, authorization, form);
    }
}
