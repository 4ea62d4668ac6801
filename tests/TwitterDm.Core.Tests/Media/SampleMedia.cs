namespace TwitterDm.Core.Tests.Media;

/// <summary>Minimal files of each type.</summary>
internal static class SampleMedia
{
    public static byte[] Png { get; } =
        [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 2, 0x80, 0, 0, 1, 0xE0, 8, 6, 0, 0, 0, 1, 2, 3, 4];

    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];

    public static byte[] WebP { get; } = [.. "RIFF"u8, 4, 0, 0, 0, .. "WEBP"u8, .. "VP8 "u8];

    public static byte[] Mp4 { get; } = Movie("isom");

    public static byte[] QuickTime { get; } = Movie("qt  ");

    /// <summary>A GIF with the given number of images.</summary>
    /// <param name="pictures">The number of images.</param>
    /// <param name="colors">The number of colors in the global color table, a power of two; 0 for no table.</param>
    /// <param name="localColors">The same for the local color table of each image.</param>
    public static byte[] Gif(int pictures, int colors = 2, int localColors = 0) =>
    [
        .. "GIF89a"u8, 10, 0, 20, 0, TableFlags(colors), 0, 0, .. Table(colors),
        .. Extension(0xFF, [.. "NETSCAPE2.0"u8], [1, 0, 0]),
        .. Enumerable.Repeat(Picture(localColors), pictures).SelectMany(picture => picture),
        .. Extension(0xFE, [.. "the end"u8]),
        0x3B,
    ];

    /// <summary>The first box of a movie: its length, its name, its brand, and the brands that it is compatible with.</summary>
    public static byte[] Movie(string brand)
        => [0, 0, 0, 24, .. "ftyp"u8, .. System.Text.Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0, .. "isommp42"u8, 1, 2, 3, 4, 5, 6, 7, 8];

    // The image data looks like a second image and a trailer to code that does not parse the blocks.
    private static byte[] Picture(int colors) =>
    [
        .. Extension(0xF9, [4, 10, 0, 0]),
        0x2C, 0, 0, 0, 0, 10, 0, 20, 0, TableFlags(colors), .. Table(colors),
        2, 255, .. Enumerable.Repeat((byte)0x2C, 255), 3, 0x3B, 0x21, 0x3B, 0,
    ];

    private static byte[] Extension(byte label, params byte[][] blocks)
        => [0x21, label, .. blocks.SelectMany(block => (byte[])[(byte)block.Length, .. block]), 0];

    private static byte TableFlags(int colors) => colors == 0 ? (byte)0x70 : (byte)(0xF0 | (System.Numerics.BitOperations.Log2((uint)colors) - 1));

    private static IEnumerable<byte> Table(int colors) => Enumerable.Repeat((byte)0x2C, 3 * colors);
}
