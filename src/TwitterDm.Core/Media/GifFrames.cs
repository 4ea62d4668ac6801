namespace TwitterDm.Media;

/// <summary>Reads the blocks of a GIF file (GIF89a specification, section 12 and following) without decoding a picture.</summary>
internal static class GifFrames
{
    private const int ImageBlock = 0x2C;
    private const int ExtensionBlock = 0x21;
    private const int FlagsOfScreen = 10;
    private const int EndOfScreen = 13;
    private const int FlagsOfImage = 8;

    /// <summary>
    /// Whether there is more than one picture; reading stops at the second. In a truncated file, the pictures before its end count.
    /// </summary>
    /// <param name="gif">The file from its first byte; buffered, since it is read byte by byte.</param>
    public static bool IsAnimated(Stream gif)
    {
        gif.Position = FlagsOfScreen;
        gif.Position = EndOfScreen + ColorTableLength(gif.ReadByte());
        for (var images = 0; images < 2;)
        {
            switch (gif.ReadByte())
            {
                case ImageBlock:
                    images++;
                    gif.Seek(FlagsOfImage, SeekOrigin.Current);
                    // The color table is followed by one byte, the size of the codes.
                    gif.Seek(ColorTableLength(gif.ReadByte()) + 1, SeekOrigin.Current);
                    SkipSubBlocks(gif);
                    break;
                case ExtensionBlock:
                    _ = gif.ReadByte();
                    SkipSubBlocks(gif);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    // Three bytes per color. The number of colors is 2^(n+1), where n is the value of the last three bits; there is no table if the first
    // bit is not set.
    private static int ColorTableLength(int flags) => flags >= 0 && (flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0;

    private static void SkipSubBlocks(Stream gif)
    {
        for (var length = gif.ReadByte(); length > 0; length = gif.ReadByte())
            gif.Seek(length, SeekOrigin.Current);
    }
}
