using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TwitterDm.Media;

/// <summary>
/// A segment as JSON with base64, for a server that does not accept forms. It is read and encoded in blocks while it is sent.
/// </summary>
internal sealed class SegmentJson : HttpContent
{
    // A multiple of 3, so that only the last block is padded.
    private const int BlockSize = 48 * 1024;

    private readonly MediaSource _source;
    private readonly long _offset;
    private readonly int _length;
    private readonly byte[] _beginning;
    private readonly byte[] _end = "\"}"u8.ToArray();

    public SegmentJson(MediaSource source, int index, long offset, int length)
    {
        (_source, _offset, _length) = (source, offset, length);
        _beginning = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"segment_index\":{index},\"media\":\""));
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_beginning, cancellationToken).ConfigureAwait(false);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        var text = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(BlockSize));
        try
        {
            for (var sent = 0; sent < _length;)
            {
                var part = block.AsMemory(0, Math.Min(BlockSize, _length - sent));
                await FillAsync(part, _offset + sent, cancellationToken).ConfigureAwait(false);
                Base64.EncodeToUtf8(part.Span, text, out _, out var encoded);
                await stream.WriteAsync(text.AsMemory(0, encoded), cancellationToken).ConfigureAwait(false);
                sent += part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
            ArrayPool<byte>.Shared.Return(text);
        }

        await stream.WriteAsync(_end, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _beginning.Length + Base64.GetMaxEncodedToUtf8Length(_length) + _end.Length;
        return true;
    }

    private async Task FillAsync(Memory<byte> part, long offset, CancellationToken cancellationToken)
    {
        for (var read = 0; read < part.Length;)
            read += await _source.ReadAsync(part[read..], offset + read, cancellationToken).ConfigureAwait(false);
    }
}
