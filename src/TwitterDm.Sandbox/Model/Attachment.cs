using System.Globalization;

namespace TwitterDm.Sandbox.Model;

internal enum AttachmentKind
{
    Photo,
    AnimatedGif,
    Video,
}

/// <summary>A photo, an animated GIF or a video in a message.</summary>
internal sealed record Attachment
{
    private const long UploadedBefore = 1500;

    private readonly long _eventId;
    private readonly long _mediaId;
    private readonly ulong _draw;

    private Attachment(AttachmentKind kind, long eventId, long mediaId, ulong draw)
    {
        (Kind, _eventId, _mediaId, _draw) = (kind, eventId, mediaId, draw);
        (Width, Height) = kind == AttachmentKind.AnimatedGif ? (480, 270) : (1280, 720);
    }

    public AttachmentKind Kind { get; }

    public string Key => KeyOf(Kind, _mediaId);

    public string Type => Kind switch
    {
        AttachmentKind.Photo => "photo",
        AttachmentKind.AnimatedGif => "animated_gif",
        _ => "video",
    };

    public int Width { get; private init; }

    public int Height { get; private init; }

    public string? AlternativeText { get; private init; }

    /// <summary>The URL of a photo, on a host that requires the user's authorization.</summary>
    public string PhotoUrl =>
        string.Create(CultureInfo.InvariantCulture, $"https://ton.twitter.com/1.1/ton/data/dm/{_eventId}/{MediaId}/{Resource}.jpg");

    public string PreviewUrl => Kind == AttachmentKind.AnimatedGif
        ? $"https://pbs.twimg.com/dm_gif_preview/{MediaId}/{Resource}.jpg"
        : $"https://pbs.twimg.com/dm_video_preview/{MediaId}/img/{Resource}.jpg";

    public int DurationMilliseconds => 1_000 + (int)(_draw % 60_000);

    public string MediaId => _mediaId.ToString(CultureInfo.InvariantCulture);

    private string Resource => (_draw & 0xFFFF_FFFF).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Creates the attachment of a generated message.</summary>
    public static Attachment OfEvent(AttachmentKind kind, long eventId, ulong draw) => new(kind, eventId, eventId - (UploadedBefore << 22), draw)
    {
        AlternativeText = (draw & 1) == 0 ? "A rack of servers, one door open" : null,
    };

    /// <summary>Creates the attachment of a sent message.</summary>
    public static Attachment OfUpload(AttachmentKind kind, long eventId, long mediaId, int? width, int? height)
    {
        var attachment = new Attachment(kind, eventId, mediaId, SplitMix64.Mix((ulong)mediaId));
        return attachment with { Width = width ?? attachment.Width, Height = height ?? attachment.Height };
    }

    /// <summary>X's media key: a number for the kind, and the media id.</summary>
    public static string KeyOf(AttachmentKind kind, long mediaId) => string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(kind)}_{mediaId}");

    /// <summary>The files of a GIF or video: one for a GIF, and for a video two of different sizes and a playlist without a bit rate.</summary>
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

    private static int PrefixOf(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Photo => 3,
        AttachmentKind.AnimatedGif => 16,
        _ => 7,
    };
}
