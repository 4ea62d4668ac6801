namespace TwitterDm.Archive.Zip;

/// <summary>The content of an entry, which ends with an error if there is too much of it, or less than the zip file says.</summary>
/// <param name="content">The decompressed content.</param>
/// <param name="entry">The entry.</param>
/// <param name="budget">Counts what is decompressed.</param>
internal sealed class BoundedStream(Stream content, ZipEntry entry, DecompressionBudget budget) : Stream
{
    private long _produced;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => entry.Size;

    public override long Position
    {
        get => _produced;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        var read = content.Read(buffer);
        _produced += read;
        if (read == 0 && _produced < entry.Size)
            throw new InvalidDataException("it is cut off");
        budget.Count(read, _produced, entry.CompressedSize);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
