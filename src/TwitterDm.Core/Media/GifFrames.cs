namespace TwitterDm.Media;

/// <summary>Walks the blocks of a GIF file (GIF89a specification, section 12 and following), without decoding a picture.</summary>
internal static class GifFrames
{
    private const int ImageBlock = 0x2C;
    private const int ExtensionBlock = 0x21;
    private const int FlagsOfScreen = 10;
    private const int EndOfScreen = 13;
    private const int FlagsOfImage = 8;

    /// <summary>Whether there is more than one picture: it stops at the second. A broken file has as many as come before the break.</summary>
    /// <param name="gif">The file from its first byte on; buffered, since it is read byte by byte.</param>
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
                    // Behind the color table stands the size of the codes, one byte.
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

    // Three bytes a color, and as many colors as two to the power of the last three bits and one; none without the first bit.
    private static int ColorTableLength(int flags) => flags >= 0 && (flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0;

    private static void SkipSubBlocks(Stream gif)
    {
        for (var length = gif.ReadByte(); length > 0; length = gif.ReadByte())
            gif.Seek(length, SeekOrigin.Current);
    }
}
