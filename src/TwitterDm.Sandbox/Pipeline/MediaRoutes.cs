using System.Globalization;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Endpoints.Messages;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Pipeline;

/// <summary>
/// The URLs of attachments in events. A photo needs the authorization of its reader, by OAuth 1.0a; whoever knows the URL of a video can
/// get it.
/// </summary>
internal sealed class MediaRoutes(Authenticator authenticator, Worlds worlds, AttachedFiles files)
{
    private const string Jpeg = "image/jpeg";
    private const string Mp4 = "video/mp4";

    /// <summary>Handles a request for an attachment. Returns null for any other path.</summary>
    public ApiResponse? Handle(SandboxRequest request)
    {
        var segments = request.Uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        Func<ApiResponse>? handle = segments switch
        {
            ["1.1", "ton", "data", "dm", var eventId, var mediaId, var name] when IsAt(request, MediaHost.Photos) => () =>
                Photo(request, eventId, mediaId, name),
            ["dm_gif_preview" or "dm_video_preview", ..] when IsAt(request, MediaHost.Pictures) => () => Moving(request, segments),
            ["dm_gif" or "dm_video", ..] when IsAt(request, MediaHost.Videos) => () => Moving(request, segments),
            _ => null,
        };
        if (handle is null)
            return null;
        return string.Equals(request.Method, "GET", StringComparison.OrdinalIgnoreCase)
            ? handle()
            : ProblemResponses.MethodNotAllowed(["GET"]);
    }

    private static bool IsAt(SandboxRequest request, string host)
        => request.Uri.IsLoopback || string.Equals(request.Uri.Host, host, StringComparison.OrdinalIgnoreCase);

    private ApiResponse Photo(SandboxRequest request, string eventId, string mediaId, string name)
    {
        if (authenticator.Authenticate(request, out var error) is not { } caller)
            return error;
        if (caller.Kind != CallerKind.OAuth1User)
            return ProblemResponses.Unauthorized;
        return DownloadMedia.FindPhoto(worlds, caller.User, eventId, mediaId, name) is { } photo
            ? FileResponse.Of(request, Jpeg, files.PhotoOf(photo))
            : ProblemResponses.NotFound;
    }

    private ApiResponse Moving(SandboxRequest request, string[] segments)
    {
        var kind = segments[0].StartsWith("dm_gif", StringComparison.Ordinal) ? AttachmentKind.AnimatedGif : AttachmentKind.Video;
        if (segments.Length < 3 || !NumberText.TryParseDigits(segments[1], out var mediaId))
            return ProblemResponses.NotFound;
        foreach (var attachment in Attachment.WithMediaId(kind, mediaId))
        {
            if (IsPathOf(request, attachment.PreviewUrl))
                return FileResponse.Of(request, Jpeg, AttachedFiles.PreviewOf(attachment));
            var variants = attachment.Variants().ToArray();
            if (Array.Find(variants, variant => IsPathOf(request, variant.Url)) is { Url: not null } found)
                return Variant(request, attachment, found, isBest: found.BitRate == variants.Max(variant => variant.BitRate));
        }

        return ProblemResponses.NotFound;
    }

    private ApiResponse Variant(
        SandboxRequest request,
        Attachment attachment,
        (string Url, string ContentType, int? BitRate) variant,
        bool isBest) =>
        variant.BitRate is null
            ? FileResponse.Of(request, variant.ContentType, Playlist(attachment))
            : FileResponse.Of(request, Mp4, files.VideoOf(attachment, isBest));

    private static byte[] Playlist(Attachment attachment)
    {
        var entries = attachment
            .Variants()
            .Where(variant => variant.BitRate is not null)
            .Select(variant =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"#EXT-X-STREAM-INF:BANDWIDTH={variant.BitRate}\n{new Uri(variant.Url).AbsolutePath}\n"));
        return System.Text.Encoding.UTF8.GetBytes($"#EXTM3U\n{string.Concat(entries)}");
    }

    private static bool IsPathOf(SandboxRequest request, string url)
        => string.Equals(request.Uri.AbsolutePath, new Uri(url).AbsolutePath, StringComparison.Ordinal);
}
