using System.Text;

namespace TwitterDm.Media;

/// <summary>Determines the type of a file from its first bytes.</summary>
internal static class MediaSignature
{
    /// <summary>The number of bytes that are needed.</summary>
    public const int Length = 12;

    public const string Gif = "image/gif";

    // Files in the format of MP4 that are not videos: pictures from phones (HEIC, AVIF) and audio. X accepts the upload and fails later.
    private static readonly string[] ForeignBrands =
        ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis", "M4A ", "M4B ", "M4P ", "crx "];

    /// <summary>The media type of a file that X accepts; null for everything else.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', ..] => "image/png",
        _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => Gif,
        { Length: >= Length } when head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) => "image/webp",
        { Length: >= Length } when head[4..].StartsWith("ftyp"u8) => TypeOfBrand(Encoding.Latin1.GetString(head[8..Length])),
        _ => null,
    };

    /// <summary>The first bytes to show: as text if they are readable, otherwise as hexadecimal numbers.</summary>
    public static string Describe(ReadOnlySpan<byte> head)
    {
        var text = new StringBuilder();
        foreach (var value in head[..Math.Min(head.Length, Length)])
            text.Append(value is > 0x20 and < 0x7F ? (char)value : '.');
        var letters = text.ToString().Count(char.IsAsciiLetterOrDigit);
        return letters >= 2 ? $"\"{text}\"" : $"the bytes {Convert.ToHexString(head[..Math.Min(head.Length, 4)])}";
    }

    private static string? TypeOfBrand(string brand)
        => Array.Exists(ForeignBrands, foreign => string.Equals(foreign, brand, StringComparison.Ordinal)) ? null
            : string.Equals(brand, "qt  ", StringComparison.Ordinal) ? "video/quicktime" : "video/mp4";
}
