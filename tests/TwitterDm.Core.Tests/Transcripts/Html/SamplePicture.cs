using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TwitterDm.Core.Tests.Transcripts.Html;

/// <summary>A small picture: an evening sky over hills.</summary>
internal static class SamplePicture
{
    /// <summary>The picture in the format PNG.</summary>
    public static byte[] Png(int width = 480, int height = 300)
    {
        using var pixels = new MemoryStream();
        using (var deflate = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                deflate.WriteByte(0);
                for (var x = 0; x < width; x++)
                    deflate.Write(ColorAt((double)x / width, (double)y / height));
            }
        }

        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(png, "IHDR", header);
        WriteChunk(png, "IDAT", pixels.ToArray());
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] ColorAt(double x, double y)
    {
        var far = 0.62 + (0.06 * Math.Sin(x * 5));
        var near = 0.8 + (0.05 * Math.Sin((x * 7) + 2));
        var isSun = Math.Pow((x - 0.7) * 1.6, 2) + Math.Pow(y - 0.42, 2) < 0.008;
        return y > near ? [38, 62, 66]
            : y > far ? [70, 104, 108]
            : isSun ? [255, 226, 160]
            : [(byte)(120 + (130 * y)), (byte)(150 + (40 * y)), (byte)(205 - (70 * y))];
    }

    private static void WriteChunk(Stream png, string type, byte[] data)
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(content));
        png.Write(number);
    }

    private static uint Crc(byte[] content)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
        }

        return ~crc;
    }
}
