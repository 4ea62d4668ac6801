using TwitterDm.Storage;

namespace TwitterDm.Archive.Zip;

/// <summary>
/// The content of an entry, which ends with an error if it is more or less than the zip file says, or has another checksum.
/// </summary>
/// <param name="content">The decompressed content.</param>
/// <param name="entry">The entry.</param>
/// <param name="budget">Counts what is decompressed.</param>
internal sealed class BoundedStream(Stream content, ZipEntry entry, DecompressionBudget budget) : ForwardStream
{
    private long _produced;
    private uint _crc;
    private bool _isLonger;

    public override long Length => entry.Size;

    protected override long BytesRead => _produced;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        var read = Decompress(buffer);
        if (read == 0 && !_isLonger)
            CheckEnd();
        // What is more than there should be is an error of the next read, so that what belongs to the entry can still be used.
        if (_isLonger || (_produced == entry.Size && read > 0))
            throw new DamagedContentException("it has more content than the zip file says");
        _isLonger = read > entry.Size - _produced;
        read = (int)Math.Min(read, entry.Size - _produced);
        _produced += read;
        _crc = Crc32.Append(_crc, buffer[..read]);
        budget.Count(read, _produced, entry.CompressedSize);
        return read;
    }

    private int Decompress(Span<byte> buffer)
    {
        try
        {
            return content.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            // The reason that .NET gives is that of its zip reader: an unsupported method.
            throw new InvalidDataException("its compressed content is damaged", exception);
        }
    }

    private void CheckEnd()
    {
        if (_produced < entry.Size)
            throw new InvalidDataException("it is cut off");
        if (_crc != entry.Crc)
            throw new DamagedContentException("its content does not match its checksum");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
