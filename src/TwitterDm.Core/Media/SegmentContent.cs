using System.Buffers;
using System.Net;

namespace TwitterDm.Media;

/// <summary>A part of a file as a request body. It is read in blocks while it is sent, and read again if it is sent again.</summary>
internal sealed class SegmentContent(MediaSource source, long offset, int length) : HttpContent
{
    private const int BlockSize = 64 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            for (var sent = 0; sent < length;)
            {
                var part = block.AsMemory(0, Math.Min(BlockSize, length - sent));
                var count = await source.ReadAsync(part, offset + sent, cancellationToken).ConfigureAwait(false);
                await stream.WriteAsync(part[..count], cancellationToken).ConfigureAwait(false);
                sent += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
