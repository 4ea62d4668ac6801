using System.Text;

namespace TwitterDm.Sandbox.Tests.Uploads;

/// <summary>The smallest recognizable files. What follows their headers does not matter.</summary>
internal static class SampleFiles
{
    /// <summary>640 by 480.</summary>
    public static byte[] Png { get; } =
        [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 2, 0x80, 0, 0, 1, 0xE0, 8, 6, 0, 0, 0, 1, 2, 3, 4];

    /// <summary>320 by 200, after a segment of 16 bytes.</summary>
    public static byte[] Jpeg { get; } =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xC2, 0, 17, 8, 0, 200, 1, 64, 3, 1, 0x22, 0, 0xFF, 0xD9];

    /// <summary>10 by 20.</summary>
    public static byte[] Gif { get; } = [.. "GIF89a"u8, 10, 0, 20, 0, 0, 0, 0, 0x3B];

    public static byte[] WebP { get; } = [.. "RIFF"u8, 4, 0, 0, 0, .. "WEBP"u8, .. "VP8 "u8];

    public static byte[] Mp4 { get; } = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp42"u8, 1, 2, 3, 4, 5, 6, 7, 8];

    public static byte[] QuickTime { get; } = [0, 0, 0, 20, .. "ftypqt  "u8, 0, 0, 2, 0, .. "qt  "u8];

    public static byte[] Text { get; } = Encoding.UTF8.GetBytes("This is not an image.");
}
