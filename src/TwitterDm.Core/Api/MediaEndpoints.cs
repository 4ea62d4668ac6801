using TwitterDm.Http;

namespace TwitterDm.Api;

/// <summary>The endpoints that upload attachments, in the order in which an upload takes them.</summary>
internal static class MediaEndpoints
{
    /// <summary><c>POST /2/media/upload/initialize</c>: begins. Of one that is lost, no more than an unused session is left.</summary>
    public static Task<WireMediaUpload> InitializeUploadAsync(this ApiClient sender, WireNewUpload upload, CancellationToken cancellationToken)
        => sender.SendAsync(
            ApiRequest.Post($"/2/media/upload/initialize").WithJson(upload, ApiJson.Default.NewUpload).Repeatable(), cancellationToken);

    /// <summary><c>POST /2/media/upload/{id}/append</c>: sends a segment. The same one again takes its own place.</summary>
    public static async Task AppendUploadAsync(
        this ApiClient sender, string mediaId, Func<HttpContent> segment, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post($"/2/media/upload/{mediaId}/append", "id").WithContent(segment).Repeatable();
        var answer = await sender.SendAsync(request, ApiJson.Default.Segment, cancellationToken).ConfigureAwait(false);
        if (answer is { Data: null, Errors: [_, ..] })
            throw ResponseReader.Missing(request, answer.Errors);
    }

    /// <summary><c>POST /2/media/upload/{id}/finalize</c>: says that all segments are there.</summary>
    public static Task<WireMediaUpload> FinalizeUploadAsync(this ApiClient sender, string mediaId, CancellationToken cancellationToken)
        => sender.SendAsync(ApiRequest.Post($"/2/media/upload/{mediaId}/finalize", "id"), cancellationToken);

    /// <summary><c>GET /2/media/upload</c>: how far a finalized upload is.</summary>
    public static Task<WireMediaUpload> GetUploadStatusAsync(this ApiClient sender, string mediaId, CancellationToken cancellationToken)
        => sender.SendAsync(ApiRequest.Get($"/2/media/upload").With("media_id", mediaId).With("command", "STATUS"), cancellationToken);

    private static async Task<WireMediaUpload> SendAsync(this ApiClient sender, ApiRequest request, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(request, ApiJson.Default.MediaUpload, cancellationToken).ConfigureAwait(false);
        return answer.Data is { Id: { Length: > 0 } } upload ? upload : throw ResponseReader.Missing(request, answer.Errors);
    }
}
