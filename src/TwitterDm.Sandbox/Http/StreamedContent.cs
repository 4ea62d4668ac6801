using System.Net;

namespace TwitterDm.Sandbox.Http;

/// <summary>The content of a response in the same process whose body is a stream.</summary>
internal sealed class StreamedContent(StreamedBody stream) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream target, TransportContext? context)
    {
        await foreach (var part in stream.ReadAsync(CancellationToken.None).ConfigureAwait(false))
            await target.WriteAsync(part).ConfigureAwait(false);
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new PartStream(stream));

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
