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
        string.Create(CultureInfo.InvariantCulture, $"https://{MediaHost.Photos}{MediaHost.PhotoFolder}{_eventId}/{MediaId}/{PhotoName}");

    public string PreviewUrl => Kind == AttachmentKind.AnimatedGif
        ? $"https://{MediaHost.Pictures}/dm_gif_preview/{MediaId}/{PhotoName}"
        : $"https://{MediaHost.Pictures}/dm_video_preview/{MediaId}/img/{PhotoName}";

    /// <summary>The id of the media in URLs.</summary>
    public string MediaId => _mediaId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The last segment of the URL of a photo.</summary>
    public string PhotoName => $"{Resource}.jpg";

    /// <summary>What the files look like.</summary>
    public ulong Draw => _draw;

    public int DurationMilliseconds => 1_000 + (int)(_draw % 60_000);

    private string Resource => (_draw & 0xFFFF_FFFF).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Creates the attachment of a generated message.</summary>
    public static Attachment OfEvent(AttachmentKind kind, long eventId, ulong draw)
        => new(kind, eventId, eventId - (UploadedBefore << 22), draw)
        {
            AlternativeText = (draw & 1) == 0 ? "A rack of servers, one door open" : null,
        };

    /// <summary>Creates the attachment of a sent message.</summary>
    public static Attachment OfUpload(AttachmentKind kind, long eventId, long mediaId, int? width, int? height)
    {
        var attachment = new Attachment(kind, eventId, mediaId, SplitMix64.Mix((ulong)mediaId));
        return attachment with { Width = width ?? attachment.Width, Height = height ?? attachment.Height };
    }

    /// <summary>The attachments that can have a media id: of a generated message, or of a sent one.</summary>
    public static Attachment[] WithMediaId(AttachmentKind kind, long mediaId)
    {
        var eventId = mediaId + (UploadedBefore << 22);
        return [OfEvent(kind, eventId, SplitMix64.Mix((ulong)eventId)), OfUpload(kind, eventId: 0, mediaId, width: null, height: null)];
    }

    /// <summary>X's media key: a number for the kind, and the media id.</summary>
    public static string KeyOf(AttachmentKind kind, long mediaId)
        => string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(kind)}_{mediaId}");

    /// <summary>
    /// The files of a GIF or video: one for a GIF, and for a video two of different sizes and a playlist without a bit rate.
    /// </summary>
    public IEnumerable<(string Url, string ContentType, int? BitRate)> Variants()
    {
        if (Kind == AttachmentKind.AnimatedGif)
            return [($"https://{MediaHost.Videos}/dm_gif/{MediaId}/{Resource}.mp4", "video/mp4", 0)];
        var folder = $"https://{MediaHost.Videos}/dm_video/{MediaId}";
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
