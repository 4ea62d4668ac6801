using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TwitterDm.Archive.Zip;

/// <summary>
/// Reads a zip file entry by entry. The reader of .NET keeps an object for each entry, and reads them all before it says how many there
/// are. Thread-safe.
/// </summary>
/// <param name="file">The open file.</param>
/// <param name="start">Where the zip file begins in it.</param>
/// <param name="length">Its length.</param>
/// <param name="limits">The limits.</param>
internal sealed class ZipReader(SafeFileHandle file, long start, long length, ArchiveLimits limits) : IDisposable
{
    private const int LocalHeaderLength = 30;
    private const uint LocalHeader = 0x04034B50;

    /// <summary>Whether a file begins as a zip file does.</summary>
    public bool HasSignature
    {
        get
        {
            Span<byte> head = stackalloc byte[4];
            return length >= 4
                && RandomAccess.Read(file, head, start) == 4
                && head[0] == 'P'
                && head[1] == 'K'
                && (head[2], head[3]) is (3, 4) or (5, 6);
        }
    }

    /// <summary>The entries, as the directory of the zip file lists them.</summary>
    /// <exception cref="InvalidDataException">It is not a zip file, or is damaged; the message completes a sentence.</exception>
    public IEnumerable<ZipEntry> ReadDirectory()
    {
        var (offset, size, count) = ZipTail.Find(new SectionStream(file, start, length));
        if (count > limits.MaxEntries)
            throw TooMany();
        if (offset < 0 || size < 0 || offset > length - size)
            throw ZipTail.Damaged();
        using var directory = new BufferedStream(new SectionStream(file, start + offset, size), 1 << 16);
        long found = 0;
        while (directory.Position < size && ZipTail.ReadHeader(directory, offset) is { } entry)
        {
            if (++found > limits.MaxEntries)
                throw TooMany();
            yield return entry;
        }

        if (found != count)
            throw ZipTail.Damaged();
    }

    /// <summary>An entry again, by the place that was kept of it.</summary>
    public ZipEntry ReadDirectory(long directoryOffset)
    {
        using var directory = new BufferedStream(new SectionStream(file, start + directoryOffset, length - directoryOffset), 256);
        return ZipTail.ReadHeader(directory, directoryOffset) ?? throw ZipTail.Damaged();
    }

    /// <summary>Opens the content of an entry.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; the message completes a sentence.</exception>
    public Stream Open(ZipEntry entry, DecompressionBudget budget)
    {
        var section = new SectionStream(file, DataOffset(entry), entry.CompressedSize);
        return new BoundedStream(
            entry.Method == ZipEntry.Stored ? section : new DeflateStream(section, CompressionMode.Decompress),
            entry,
            budget);
    }

    /// <summary>The zip file that is an entry of this one and not compressed again; it uses the same open file.</summary>
    public ZipReader OpenNested(ZipEntry entry) => new(file, DataOffset(entry), entry.CompressedSize, limits);

    public void Dispose() => file.Dispose();

    // The header before the content has a name and extra data of its own, of another length than in the directory.
    private long DataOffset(ZipEntry entry)
    {
        if (entry.IsEncrypted)
            throw new InvalidDataException("it is encrypted with a password");
        if (entry.Method is not (ZipEntry.Stored or ZipEntry.Deflated))
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"it is compressed by a method (number {entry.Method}) that X does not use"));
        }

        if (entry.Method == ZipEntry.Stored && entry.Size != entry.CompressedSize)
            throw ZipTail.Damaged();
        Span<byte> header = stackalloc byte[LocalHeaderLength];
        if (entry.HeaderOffset < 0
            || entry.HeaderOffset > length - LocalHeaderLength
            || RandomAccess.Read(file, header, start + entry.HeaderOffset) < LocalHeaderLength
            || BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalHeader)
        {
            throw ZipTail.Damaged();
        }

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        var data = entry.HeaderOffset + LocalHeaderLength + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (entry.CompressedSize < 0 || data > length - entry.CompressedSize || !HasName(entry, nameLength))
            throw ZipTail.Damaged();
        return start + data;
    }

    // A file that was replaced since its directory was read has something else in this place.
    private bool HasName(ZipEntry entry, int nameLength)
    {
        var name = new byte[nameLength];
        return RandomAccess.Read(file, name, start + entry.HeaderOffset + LocalHeaderLength) == nameLength
            && string.Equals(Encoding.UTF8.GetString(name), entry.Name, StringComparison.Ordinal);
    }

    private InvalidDataException TooMany()
        => new(FormattableString.Invariant($"it has more than {limits.MaxEntries:N0} entries, as no archive of X does"));
}
