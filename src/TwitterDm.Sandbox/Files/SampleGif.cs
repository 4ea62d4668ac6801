namespace TwitterDm.Sandbox.Files;

/// <summary>Makes animated GIFs (version 89a) of two frames. The same arguments always give the same bytes.</summary>
internal static class SampleGif
{
    private const int Side = 16;
    private const int Pixels = Side * Side;

    // Before a table of codes would grow, it is cleared, so that every code has three bits.
    private const int PixelsBetweenClears = 2;
    private const int Clear = 4;
    private const int End = 5;

    /// <summary>Makes a GIF.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="draw">A random number that decides what it looks like.</param>
    /// <param name="size">The size of the file; what follows its end is ignored. 0, or anything too small, for as small as it gets.</param>
    public static byte[] Create(int width, int height, ulong draw, long size = 0)
    {
        byte[] file =
        [
            .. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0x91, 0, 0,
            .. Noise.Of(draw, 12),
            0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
            .. Frame(0), .. Frame(1),
            0x3B,
        ];
        return size > file.Length ? [.. file, .. Noise.Of(draw, (int)(size - file.Length))] : file;
    }

    private static byte[] Frame(int number)
    {
        var codes = new List<int>();
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            if (pixel % PixelsBetweenClears == 0)
                codes.Add(Clear);
            codes.Add(((pixel / 4) + (pixel / Side) + number) % 4);
        }

        codes.Add(End);
        var bits = new byte[((codes.Count * 3) + 7) / 8];
        for (var bit = 0; bit < codes.Count * 3; bit++)
            bits[bit / 8] |= (byte)(((codes[bit / 3] >> (bit % 3)) & 1) << (bit % 8));
        var blocks = bits.Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]);
        return [0x21, 0xF9, 4, 0, 50, 0, 0, 0, 0x2C, 0, 0, 0, 0, Side, 0, Side, 0, 0, 2, .. blocks, 0];
    }
}
