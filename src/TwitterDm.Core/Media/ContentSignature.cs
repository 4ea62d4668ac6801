namespace TwitterDm.Media;

/// <summary>
/// What a file is according to its first bytes, and the extension that it is saved with. Neither the sender nor a server decides about the
/// extension: no file that a system would run, or a browser would run scripts of, gets one that makes that happen.
/// </summary>
/// <param name="Extension">The extension with its dot.</param>
/// <param name="MediaType">The media type.</param>
internal sealed record ContentSignature(string Extension, string MediaType)
{
    /// <summary>The number of bytes that are needed.</summary>
    public const int Length = 32;

    /// <summary>A file of any other type.</summary>
    public static ContentSignature Unknown { get; } = new(".bin", "application/octet-stream");

    /// <summary>All extensions that a saved file can have.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
    [
        ".jpg",
        ".mp4",
        ".png",
        ".gif",
        ".webp",
        ".bin",
        ".m4a",
        ".pdf",
        ".mov",
        ".heic",
        ".avif",
        ".bmp",
        ".tiff",
        ".mp3",
        ".ogg",
        ".wav",
        ".flac",
        ".aac",
        ".webm",
        ".mkv",
        ".avi",
        ".zip",
        ".gz",
        ".7z",
        ".rtf",
    ];

    /// <summary>Whether it is a picture or a video, as the attachments of classic messages are.</summary>
    public bool IsPictureOrVideo
        => MediaType.StartsWith("image/", StringComparison.Ordinal) || MediaType.StartsWith("video/", StringComparison.Ordinal);

    /// <summary>Determines the type of a file.</summary>
    /// <param name="head">Its first <see cref="Length"/> bytes, or all if it is shorter.</param>
    public static ContentSignature Of(ReadOnlySpan<byte> head)
        => Picture(head) ?? IsoMedia(head) ?? Container(head) ?? Audio(head) ?? Document(head) ?? Unknown;

    private static ContentSignature? Picture(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => new(".jpg", "image/jpeg"),
        [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', ..] => new(".png", "image/png"),
        _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => new(".gif", "image/gif"),
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => new(".bmp", "image/bmp"),
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => new(".tiff", "image/tiff"),
        _ => null,
    };

    // ISO/IEC 14496-12: the brand is the name of the format.
    private static ContentSignature? IsoMedia(ReadOnlySpan<byte> head)
    {
        if (head.Length < 12 || !head[4..].StartsWith("ftyp"u8))
            return null;
        var brand = head[8..12];
        if (brand.StartsWith("M4A"u8) || brand.StartsWith("M4B"u8))
            return new(".m4a", "audio/mp4");
        if (brand.StartsWith("qt"u8))
            return new(".mov", "video/quicktime");
        if (brand.StartsWith("avif"u8) || brand.StartsWith("avis"u8))
            return new(".avif", "image/avif");
        return brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.StartsWith("mif1"u8) || brand.StartsWith("msf1"u8)
            ? new(".heic", "image/heic")
            : new(".mp4", "video/mp4");
    }

    private static ContentSignature? Container(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
        {
            return head[8..].StartsWith("WEBP"u8) ? new(".webp", "image/webp")
                : head[8..].StartsWith("WAVE"u8) ? new(".wav", "audio/wav")
                : head[8..].StartsWith("AVI "u8) ? new(".avi", "video/x-msvideo")
                : null;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return head.IndexOf("webm"u8) > 0 ? new(".webm", "video/webm") : new(".mkv", "video/x-matroska");
        return null;
    }

    private static ContentSignature? Audio(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("OggS"u8) => new(".ogg", "audio/ogg"),
        _ when head.StartsWith("fLaC"u8) => new(".flac", "audio/flac"),
        _ when head.StartsWith("ID3"u8) => new(".mp3", "audio/mpeg"),
        [0xFF, 0xF1 or 0xF9, ..] => new(".aac", "audio/aac"),
        [0xFF, 0xFB or 0xFA or 0xF3 or 0xF2, ..] => new(".mp3", "audio/mpeg"),
        _ => null,
    };

    private static ContentSignature? Document(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("%PDF-"u8) => new(".pdf", "application/pdf"),
        _ when head.StartsWith("{\\rtf"u8) => new(".rtf", "application/rtf"),
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => new(".zip", "application/zip"),
        [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => new(".7z", "application/x-7z-compressed"),
        [0x1F, 0x8B, 8, ..] => new(".gz", "application/gzip"),
        _ => null,
    };
}
