using System.Globalization;

namespace TwitterDm.Sandbox.World;

internal enum AttachmentKind
{
    Photo,
    AnimatedGif,
    Video,
}

/// <summary>A picture, a moving one, or a film that came with a message.</summary>
internal sealed record Attachment(AttachmentKind Kind, long EventId, ulong Draw)
{
    private const long UploadedBefore = 1500;

    public string Key => Kind switch
    {
        AttachmentKind.Photo => $"3_{MediaId}",
        AttachmentKind.AnimatedGif => $"16_{MediaId}",
        _ => $"7_{MediaId}",
    };

    public string Type => Kind switch
    {
        AttachmentKind.Photo => "photo",
        AttachmentKind.AnimatedGif => "animated_gif",
        _ => "video",
    };

    public int Width => Kind == AttachmentKind.AnimatedGif ? 480 : 1280;

    public int Height => Kind == AttachmentKind.AnimatedGif ? 270 : 720;

    public string? AlternativeText => (Draw & 1) == 0 ? "A rack of servers, one door open" : null;

    /// <summary>Where a photo is, at the host that wants the reader's own authorization.</summary>
    public string PhotoUrl =>
        string.Create(CultureInfo.InvariantCulture, $"https://ton.twitter.com/1.1/ton/data/dm/{EventId}/{MediaId}/{Resource}.jpg");

    public string PreviewUrl => Kind == AttachmentKind.AnimatedGif
        ? $"https://pbs.twimg.com/dm_gif_preview/{MediaId}/{Resource}.jpg"
        : $"https://pbs.twimg.com/dm_video_preview/{MediaId}/img/{Resource}.jpg";

    public int DurationMilliseconds => 1_000 + (int)(Draw % 60_000);

    private string MediaId => (EventId - (UploadedBefore << 22)).ToString(CultureInfo.InvariantCulture);

    private string Resource => (Draw & 0xFFFF_FFFF).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The files of a moving attachment: one for a GIF; for a film two of different size, and a playlist without a bit rate.</summary>
    public IEnumerable<(string Url, string ContentType, int? BitRate)> Variants()
    {
        if (Kind == AttachmentKind.AnimatedGif)
            return [($"https://video.twimg.com/dm_gif/{MediaId}/{Resource}.mp4", "video/mp4", 0)];
        var folder = $"https://video.twimg.com/dm_video/{MediaId}";
        return
        [
            ($"{folder}/vid/480x270/{Resource}.mp4", "video/mp4", 288_000),
            ($"{folder}/vid/1280x720/{Resource}.mp4", "video/mp4", 2_176_000),
            ($"{folder}/pl/{Resource}.m3u8", "application/x-mpegURL", null),
        ];
    }
}
