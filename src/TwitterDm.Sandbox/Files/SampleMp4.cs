using System.Buffers.Binary;
using System.Text;

namespace TwitterDm.Sandbox.Files;

/// <summary>
/// Makes videos: MP4 files (ISO/IEC 14496-12 and -14). The frames of a video are JPEG pictures, which are part of MPEG-4 as well. The
/// same arguments always give the same bytes.
/// </summary>
internal static class SampleMp4
{
    private const int TimeScale = 1000;
    private const int Frames = 4;

    /// <summary>Makes a video.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="milliseconds">The duration.</param>
    /// <param name="draw">A random number that decides what it looks like.</param>
    /// <param name="size">The size of the file, which free space fills up; 0, or anything too small, for as small as it gets.</param>
    public static byte[] Create(int width, int height, int milliseconds, ulong draw, long size = 0)
    {
        var frames = Enumerable.Range(0, Frames).Select(frame => SampleJpeg.Create(width, height, draw + (ulong)(frame * 8))).ToArray();
        var type = Box("ftyp", Encoding.ASCII.GetBytes("isom\0\0\x02\0isommp42"));
        var data = Box("mdat", [.. frames.SelectMany(frame => frame)]);
        var film = Film(width, height, milliseconds, frames, firstFrame: type.Length + 8);
        var rest = size - type.Length - data.Length - film.Length;
        byte[] free = rest >= 8 ? Box("free", Noise.Of(draw, (int)rest - 8)) : [];
        return [.. type, .. data, .. film, .. free];
    }

    private static byte[] Film(int width, int height, int milliseconds, byte[][] frames, int firstFrame)
    {
        var duration = Math.Max(milliseconds / frames.Length, 1) * frames.Length;
        byte[] matrix = [.. Numbers(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)];
        var head = Full(
            "mvhd",
            0,
            [.. Numbers(0, 0, TimeScale, duration, 0x10000), 1, 0, .. new byte[10], .. matrix, .. new byte[24], .. Numbers(2)]);
        var track = Full("tkhd", 7, [.. Numbers(0, 0, 1, 0, duration), .. new byte[16], .. matrix, .. Numbers(width << 16, height << 16)]);
        var language = Full("mdhd", 0, [.. Numbers(0, 0, TimeScale, duration), 0x55, 0xC4, 0, 0]);
        var handler = Full("hdlr", 0, [.. Numbers(0), .. "vide"u8, .. new byte[12], .. "Sandbox\0"u8]);
        var place = Box("dinf", Full("dref", 0, [.. Numbers(1), .. Full("url ", 1, [])]));
        var samples = Box("stbl",
        [
            .. Full("stsd", 0, [.. Numbers(1), .. Picture(width, height)]),
            .. Full("stts", 0, Numbers(1, frames.Length, duration / frames.Length)),
            .. Full("stsc", 0, Numbers(1, 1, frames.Length, 1)),
            .. Full("stsz", 0, Numbers([0, frames.Length, .. frames.Select(frame => frame.Length)])),
            .. Full("stco", 0, Numbers(1, firstFrame)),
        ]);
        var information = Box("minf", [.. Full("vmhd", 1, new byte[8]), .. place, .. samples]);
        return Box("moov", [.. head, .. Box("trak", [.. track, .. Box("mdia", [.. language, .. handler, .. information])])]);
    }

    // The description of the pictures says that they are JPEG (object type 0x6C).
    private static byte[] Picture(int width, int height)
    {
        var sizes = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(sizes, (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(sizes.AsSpan(2), (ushort)height);
        byte[] stream = [0x03, 21, 0, 1, 0, 0x04, 13, 0x6C, 0x11, .. new byte[11], 0x06, 1, 0x02];
        return Box("mp4v",
        [
            .. new byte[6], 0, 1, .. new byte[16], .. sizes, .. Numbers(0x480000, 0x480000, 0), 0, 1, .. new byte[32], 0, 24, 0xFF, 0xFF,
            .. Full("esds", 0, stream),
        ]);
    }

    private static byte[] Full(string name, int flags, byte[] content) => Box(name, [.. Numbers(flags), .. content]);

    private static byte[] Box(string name, byte[] content)
        => [.. Numbers(content.Length + 8), .. Encoding.ASCII.GetBytes(name), .. content];

    private static byte[] Numbers(params int[] numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(int)];
        for (var index = 0; index < numbers.Length; index++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(index * sizeof(int)), numbers[index]);
        return bytes;
    }
}
