using System.Buffers.Binary;
using System.Text;

namespace TwitterDm.Archive.Zip;

/// <summary>The directory of a zip file, which is at its end (PKWARE's APPNOTE, sections 4.3.12 to 4.3.16).</summary>
internal static class ZipTail
{
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int End64Length = 56;
    private const int HeaderLength = 46;
    private const uint EndSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint End64Signature = 0x06064B50;
    private const uint HeaderSignature = 0x02014B50;
    private const int Zip64Extra = 1;
    private const uint In64 = uint.MaxValue;

    /// <summary>Where the directory is.</summary>
    /// <exception cref="InvalidDataException">There is none: it is not a zip file, or is cut off.</exception>
    public static (long Offset, long Size, long Count) Find(Stream zip)
    {
        var tail = new byte[Math.Min(zip.Length, EndLength + ushort.MaxValue)];
        zip.Seek(-tail.Length, SeekOrigin.End);
        zip.ReadExactly(tail);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) == EndSignature
                && BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) <= end.Length - EndLength)
            {
                return Find64(zip, zip.Length - tail.Length + at)
                    ?? (U32(end, 16), U32(end, 12), BinaryPrimitives.ReadUInt16LittleEndian(end[10..]));
            }
        }

        throw new InvalidDataException("it is cut off: the end of the zip file is missing");
    }

    /// <summary>The next entry of the directory; null after the last one.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="offset">Where the stream begins in the zip file.</param>
    /// <exception cref="InvalidDataException">The directory is damaged.</exception>
    public static ZipEntry? ReadHeader(Stream directory, long offset)
    {
        var place = offset + directory.Position;
        Span<byte> header = stackalloc byte[HeaderLength];
        if (directory.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || U32(header, 0) != HeaderSignature)
            return null;
        var name = Read(directory, U16(header, 28));
        var extra = Read(directory, U16(header, 30));
        Read(directory, U16(header, 32));
        var (size, compressed, start) = Sizes(extra, U32(header, 24), U32(header, 20), U32(header, 42));
        return new(
            Encoding.UTF8.GetString(name),
            (U16(header, 8) & 1) != 0,
            U16(header, 10),
            (uint)U32(header, 16),
            compressed,
            size,
            start,
            place);
    }

    public static InvalidDataException Damaged() => new("it is damaged or cut off");

    // Before the end there can be a longer form of it, for large files.
    private static (long Offset, long Size, long Count)? Find64(Stream zip, long end)
    {
        if (end < LocatorLength)
            return null;
        Span<byte> locator = stackalloc byte[LocatorLength];
        zip.Position = end - LocatorLength;
        zip.ReadExactly(locator);
        if (U32(locator, 0) != LocatorSignature)
            return null;
        var at = I64(locator, 8);
        Span<byte> end64 = stackalloc byte[End64Length];
        if (at < 0 || at > zip.Length - End64Length)
            throw Damaged();
        zip.Position = at;
        zip.ReadExactly(end64);
        return U32(end64, 0) == End64Signature ? (I64(end64, 48), I64(end64, 40), I64(end64, 32)) : throw Damaged();
    }

    // A number that does not fit is in the extra data, in this order.
    private static (long Size, long Compressed, long Start) Sizes(ReadOnlySpan<byte> extra, long size, long compressed, long start)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(U16(extra, 2), extra.Length - 4);
            if (U16(extra, 0) == Zip64Extra)
            {
                var numbers = extra.Slice(4, length);
                (size, compressed, start) = (Take(ref numbers, size), Take(ref numbers, compressed), Take(ref numbers, start));
                break;
            }

            extra = extra[(4 + length)..];
        }

        return (size, compressed, start);
    }

    private static long Take(ref ReadOnlySpan<byte> numbers, long value)
    {
        if (value != In64)
            return value;
        if (numbers.Length < sizeof(long))
            throw Damaged();
        var taken = I64(numbers, 0);
        numbers = numbers[sizeof(long)..];
        return taken;
    }

    private static byte[] Read(Stream directory, int length)
    {
        var bytes = new byte[length];
        return directory.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : throw Damaged();
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
