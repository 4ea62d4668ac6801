using TwitterDm.Storage;

namespace TwitterDm.Media;

/// <summary>A file that is being uploaded, as a stream from its beginning to its end. It does not close the file.</summary>
/// <param name="source">The file.</param>
internal sealed class MediaSourceStream(MediaSource source) : ForwardStream
{
    private long _position;

    public override long Length => source.Length;

    protected override long BytesRead => _position;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var part = buffer[..(int)Math.Min(buffer.Length, source.Length - _position)];
        if (part.IsEmpty)
            return 0;
        var count = await source.ReadAsync(part, _position, cancellationToken).ConfigureAwait(false);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();
}
