namespace TwitterDm.Media;

/// <summary>Collects what is written until a segment is full, and passes it on; the last one with <see cref="FlushAsync"/>.</summary>
/// <param name="length">The length of a segment.</param>
/// <param name="send">Sends a segment. It is kept until this ends, so that it can be sent again.</param>
internal sealed class SegmentStream(int length, Func<ReadOnlyMemory<byte>, Task> send) : Stream
{
    private readonly byte[] _segment = new byte[length];
    private int _count;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var part = buffer[..Math.Min(buffer.Length, length - _count)];
            part.CopyTo(_segment.AsMemory(_count));
            _count += part.Length;
            buffer = buffer[part.Length..];
            if (_count == length)
                await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_count == 0)
            return;
        await send(_segment.AsMemory(0, _count)).ConfigureAwait(false);
        _count = 0;
    }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
