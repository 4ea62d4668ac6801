using System.Buffers.Binary;

namespace TwitterDm.Sandbox.Files;

/// <summary>
/// Makes pictures: baseline JPEG files (ITU-T T.81) with a mosaic of one color per block of 8 by 8 pixels, so that no transform is needed.
/// The same arguments always give the same bytes.
/// </summary>
internal static class SampleJpeg
{
    private const int Block = 8;
    private const int Components = 3;
    private const int MaxComment = ushort.MaxValue - 2;

    // Table K.3: the codes of the categories 0 to 11 of a difference, by their lengths.
    private static readonly byte[] CodesOfLength = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    private static readonly (int Code, int Length)[] CategoryCodes = CreateCodes();

    /// <summary>Makes a picture.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="draw">A random number that decides what it looks like.</param>
    /// <param name="size">The size of the file, which comments fill up; 0, or anything too small, for as small as it gets.</param>
    public static byte[] Create(int width, int height, ulong draw, long size = 0)
    {
        var head = Head(width, height);
        var scan = Scan((width + Block - 1) / Block, (height + Block - 1) / Block, draw);
        var comments = Comments(size - head.Length - scan.Length - 4, draw);
        return [0xFF, 0xD8, .. comments, .. head, .. scan, 0xFF, 0xD9];
    }

    private static byte[] Head(int width, int height)
    {
        byte[] frame = [0xFF, 0xC0, 0, 17, 8, 0, 0, 0, 0, Components, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(7), (ushort)width);
        return
        [
            0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)Block, Block * Block),
            .. frame,
            0xFF, 0xC4, 0, 31, 0x00, .. CodesOfLength, .. Enumerable.Range(0, CategoryCodes.Length).Select(category => (byte)category),
            // The only code for what follows the color of a block: the end of the block.
            0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0,
            0xFF, 0xDA, 0, 12, Components, 1, 0, 2, 0, 3, 0, 0, 63, 0,
        ];
    }

    private static byte[] Scan(int columns, int rows, ulong draw)
    {
        var bits = new Bits();
        Span<int> last = stackalloc int[Components];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                for (var component = 0; component < Components; component++)
                {
                    var value = ColorOf(component, column, row, draw);
                    WriteDifference(bits, value - last[component]);
                    last[component] = value;
                    bits.Write(0, 1);
                }
            }
        }

        return bits.ToArray();
    }

    // Brightness in waves, and two colors that change slowly.
    private static int ColorOf(int component, int column, int row, ulong draw) => component switch
    {
        0 => (int)(((((ulong)(column + (row * 2)) * 3) + draw) % 160) - 80),
        1 => (int)((((ulong)column + (draw >> 8)) % 97) - 48),
        _ => (int)((((ulong)row + (draw >> 16)) % 89) - 44),
    };

    private static void WriteDifference(Bits bits, int difference)
    {
        var category = 0;
        for (var rest = Math.Abs(difference); rest > 0; rest >>= 1)
            category++;
        var (code, length) = CategoryCodes[category];
        bits.Write(code, length);
        bits.Write(difference < 0 ? difference + (1 << category) - 1 : difference, category);
    }

    private static IEnumerable<byte> Comments(long size, ulong draw)
    {
        const int overhead = 4;
        for (var left = size; left >= overhead;)
        {
            // No rest that is too small for a comment.
            var length = (int)Math.Min(left - overhead, MaxComment);
            if (left - overhead - length is > 0 and < overhead)
                length -= overhead;
            byte[] head = [0xFF, 0xFE, (byte)((length + 2) >> 8), (byte)(length + 2)];
            foreach (var value in head)
                yield return value;
            foreach (var value in Noise.Of(draw + (ulong)left, length))
                yield return value;
            left -= overhead + length;
        }
    }

    private static (int Code, int Length)[] CreateCodes()
    {
        var codes = new List<(int, int)>();
        var code = 0;
        for (var length = 1; length <= CodesOfLength.Length; length++, code <<= 1)
        {
            for (var index = 0; index < CodesOfLength[length - 1]; index++)
                codes.Add((code++, length));
        }

        return [.. codes];
    }

    private sealed class Bits
    {
        private readonly List<byte> _bytes = [];
        private int _current;
        private int _count;

        public void Write(int value, int length)
        {
            for (var bit = length - 1; bit >= 0; bit--)
            {
                _current = (_current << 1) | ((value >> bit) & 1);
                if (++_count == 8)
                    Flush();
            }
        }

        public byte[] ToArray()
        {
            while (_count > 0)
                Write(1, 1);
            return [.. _bytes];
        }

        // A byte that looks like the beginning of a marker is followed by a zero.
        private void Flush()
        {
            _bytes.Add((byte)_current);
            if ((byte)_current == 0xFF)
                _bytes.Add(0);
            (_current, _count) = (0, 0);
        }
    }
}
