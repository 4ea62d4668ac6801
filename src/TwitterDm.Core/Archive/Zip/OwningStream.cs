using TwitterDm.Storage;

namespace TwitterDm.Archive.Zip;

/// <summary>A stream that closes the file from which it reads.</summary>
internal sealed class OwningStream(Stream content, IDisposable file) : ForwardStream
{
    public override long Length => content.Length;

    protected override long BytesRead => content.Position;

    public override int Read(Span<byte> buffer) => content.Read(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
