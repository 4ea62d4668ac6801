using System.Globalization;
using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>
/// The endpoints that upload and download encrypted files of X Chat. Each of them can be repeated: a segment has its index.
/// </summary>
internal static class ChatMediaEndpoints
{
    /// <summary><c>POST /2/chat/media/upload/initialize</c>: starts an upload.</summary>
    public static async Task<WireChatUpload> InitializeChatUploadAsync(
        this ApiClient client,
        WireNewChatUpload upload,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post("/2/chat/media/upload/initialize").WithJson(upload, ApiJson.Default.NewChatUpload).Repeatable();
        var response = await client.SendAsync(request, ApiJson.Default.ChatUpload, cancellationToken).ConfigureAwait(false);
        return response.Data is { SessionId.Length: > 0, MediaHashKey.Length: > 0 } started
            ? started
            : throw ResponseReader.Missing(request, response.Problems);
    }

    /// <summary><c>GET /2/chat/media/{id}/{media_hash_key}</c>: an encrypted file.</summary>
    public static ApiRequest DownloadOf(string conversationId, string mediaHashKey)
        => ApiRequest.GetFile("/2/chat/media/{id}/{media_hash_key}", ("id", conversationId), ("media_hash_key", mediaHashKey));

    /// <summary><c>POST /2/chat/media/upload/{id}/append</c>: uploads one segment.</summary>
    public static Task AppendChatUploadAsync(
        this ApiClient client,
        string sessionId,
        WireChatSegment segment,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest
            .Post("/2/chat/media/upload/{id}/append", ("id", sessionId))
            .WithJson(segment, ApiJson.Default.ChatSegment)
            .Repeatable();
        return client.SendAsync(request, ApiJson.Default.AppendedChatSegment, cancellationToken);
    }

    /// <summary><c>POST /2/chat/media/upload/{id}/finalize</c>: ends an upload.</summary>
    public static async Task<bool> FinalizeChatUploadAsync(
        this ApiClient client, string sessionId, string conversationId, string mediaHashKey, int parts, CancellationToken cancellationToken)
    {
        var body = new WireFinishedChatUpload
        {
            ConversationId = conversationId, MediaHashKey = mediaHashKey, NumParts = parts.ToString(CultureInfo.InvariantCulture),
        };
        var request = ApiRequest.Post("/2/chat/media/upload/{id}/finalize", ("id", sessionId))
            .WithJson(body, ApiJson.Default.FinishedChatUpload).Costing(Cost.Upload).Repeatable();
        var response = await client.SendAsync(request, ApiJson.Default.UploadedChatMedia, cancellationToken).ConfigureAwait(false);
        return response.Data?.Success ?? throw ResponseReader.Missing(request, response.Problems);
    }
}
