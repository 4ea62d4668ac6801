using System.Buffers.Binary;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>
/// The media type and, for most images, the dimensions from the first bytes of a file. The type is null if it is not a known one.
/// </summary>
internal sealed record MediaHeader(string? Type, int? Width = null, int? Height = null)
{
    /// <summary>How many bytes are read. In a JPEG file, previews and color profiles can precede the dimensions.</summary>
    public const int Length = 256 * 1024;

    private static readonly byte[] PngMark = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'];
    private static readonly byte[] JpegMark = [0xFF, 0xD8, 0xFF];

    public static MediaHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(PngMark))
            return Png(bytes);
        if (bytes.StartsWith(JpegMark))
            return Jpeg(bytes);
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            return Gif(bytes);
        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
            return new MediaHeader("image/webp");
        if (bytes.Length >= 12 && bytes[4..].StartsWith("ftyp"u8))
            return new MediaHeader(bytes[8..].StartsWith("qt  "u8) ? "video/quicktime" : "video/mp4");
        return new MediaHeader(Type: null);
    }

    // The IHDR chunk comes first, after its length and name.
    private static MediaHeader Png(ReadOnlySpan<byte> bytes) => bytes.Length < 24
        ? new MediaHeader("image/png")
        : new MediaHeader("image/png", BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));

    private static MediaHeader Gif(ReadOnlySpan<byte> bytes)
        => bytes.Length < 10
            ? new MediaHeader("image/gif")
            : new MediaHeader(
                "image/gif",
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));

    // Skip marker segments until the start of a frame.
    private static MediaHeader Jpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 <= bytes.Length && bytes[at] == 0xFF;)
        {
            if (BeginsFrame(bytes[at + 1]))
            {
                var (height, width) = (
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]));
                return new MediaHeader("image/jpeg", width, height);
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return new MediaHeader("image/jpeg");
    }

    // C4, C8 and CC are in the same range but do not start a frame.
    private static bool BeginsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
