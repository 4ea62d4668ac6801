using TwitterDm.Http;
using TwitterDm.Problems;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that upload attachments, in the order in which an upload uses them, and the one that downloads photos.</summary>
internal static class MediaEndpoints
{
    /// <summary>
    /// <c>POST /2/media/upload/initialize</c>: starts an upload. If its response is lost, only an unused session is left behind.
    /// </summary>
    public static Task<WireMediaUpload> InitializeUploadAsync(
        this ApiClient client,
        WireNewUpload upload,
        CancellationToken cancellationToken) =>
        client.RequestUploadAsync(
            ApiRequest.Post("/2/media/upload/initialize").WithJson(upload, ApiJson.Default.NewUpload).Repeatable(),
            cancellationToken);

    /// <summary><c>POST /2/media/upload/{id}/append</c>: uploads a segment. The same segment again replaces the first one.</summary>
    public static async Task AppendUploadAsync(
        this ApiClient client, string mediaId, Func<HttpContent> segment, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post("/2/media/upload/{id}/append", ("id", mediaId)).WithContent(segment).Repeatable();
        var response = await client.SendAsync(request, ApiJson.Default.Segment, cancellationToken).ConfigureAwait(false);
        if (response is { Data: null, Problems: [_, ..] })
            throw ResponseReader.Missing(request, response.Problems);
    }

    /// <summary><c>POST /2/media/upload/{id}/finalize</c>: completes the upload after its last segment.</summary>
    public static async Task<WireMediaUpload> FinalizeUploadAsync(
        this ApiClient client,
        string mediaId,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post("/2/media/upload/{id}/finalize", ("id", mediaId)).Costing(Cost.Upload);
        var response = await client.SendAsync(request, ApiJson.Default.FinalizedUpload, cancellationToken).ConfigureAwait(false);
        return Checked(request, response.Data, response.Problems);
    }

    /// <summary>
    /// <c>GET /2/dm_conversations/media/{dm_id}/{media_id}/{resource_id}</c>: the photo of a message, for OAuth 2.0 only.
    /// </summary>
    public static ApiRequest DownloadOf(string eventId, string mediaId, string resourceId)
        => ApiRequest.GetFile(
            "/2/dm_conversations/media/{dm_id}/{media_id}/{resource_id}",
            ("dm_id", eventId),
            ("media_id", mediaId),
            ("resource_id", resourceId));

    /// <summary><c>GET /2/media/upload</c>: the processing status of a finalized upload.</summary>
    public static Task<WireMediaUpload> GetUploadStatusAsync(this ApiClient client, string mediaId, CancellationToken cancellationToken)
        => client.RequestUploadAsync(ApiRequest.Get("/2/media/upload").With("media_id", mediaId).With("command", "STATUS"), cancellationToken);

    private static async Task<WireMediaUpload> RequestUploadAsync(
        this ApiClient client,
        ApiRequest request,
        CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(request, ApiJson.Default.MediaUpload, cancellationToken).ConfigureAwait(false);
        return Checked(request, response.Data, response.Problems);
    }

    private static WireMediaUpload Checked(ApiRequest request, WireMediaUpload? upload, IReadOnlyList<WireProblem> problems)
        => upload is { Id: { Length: > 0 } } ? upload : throw ResponseReader.Missing(request, problems);
}
