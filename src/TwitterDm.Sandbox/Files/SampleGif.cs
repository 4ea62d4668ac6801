namespace TwitterDm.Sandbox.Files;

/// <summary>Makes animated GIFs (version 89a) of two frames. The same arguments always give the same bytes.</summary>
internal static class SampleGif
{
    // The side of a square of one color, in pixels.
    private const int Square = 30;

    private const int Clear = 4;
    private const int End = 5;
    private const int FirstFree = 6;
    private const int FirstWidth = 3;
    private const int MaxCodes = 4096;

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
            .. Frame(width, height, 0), .. Frame(width, height, 1),
            0x3B,
        ];
        return size > file.Length ? [.. file, .. Noise.Of(draw, (int)(size - file.Length))] : file;
    }

    private static byte[] Frame(int width, int height, int number)
    {
        var pixels = Enumerable
            .Range(0, width * height)
            .Select(pixel => ((pixel % width / Square) + (pixel / width / Square) + number) % 4);
        var blocks = Compress(pixels).Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]);
        return [0x21, 0xF9, 4, 0, 50, 0, 0, 0, 0x2C, 0, 0, 0, 0, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 2, .. blocks, 0];
    }

    // LZW, as GIF has it: a code becomes one bit wider when the next free code needs it.
    private static List<byte> Compress(IEnumerable<int> pixels)
    {
        var bytes = new List<byte>();
        var table = new Dictionary<(int Prefix, int Pixel), int>();
        var (width, next, prefix, bits, count) = (FirstWidth, FirstFree, -1, 0u, 0);
        Write(Clear);
        foreach (var pixel in pixels)
        {
            if (prefix < 0 || table.ContainsKey((prefix, pixel)))
            {
                prefix = prefix < 0 ? pixel : table[(prefix, pixel)];
                continue;
            }

            WriteAndWiden(prefix);
            table[(prefix, pixel)] = next++;
            prefix = pixel;
            if (next < MaxCodes)
                continue;
            Write(Clear);
            table.Clear();
            (width, next) = (FirstWidth, FirstFree);
        }

        WriteAndWiden(prefix);
        Write(End);
        if (count > 0)
            bytes.Add((byte)bits);
        return bytes;

        void WriteAndWiden(int code)
        {
            Write(code);
            if (next == 1 << width)
                width++;
        }

        void Write(int code)
        {
            bits |= (uint)code << count;
            for (count += width; count >= 8; count -= 8, bits >>= 8)
                bytes.Add((byte)bits);
        }
    }
}
