using System.Buffers;
using System.Net;

namespace TwitterDm.Http;

/// <summary>
/// A body that was received whole. Its bytes are read without another copy, and their memory is used again when it is disposed of: a
/// listing has thousands of pages.
/// </summary>
internal sealed class BodyContent : HttpContent
{
    // More than that is reserved only for bytes that have arrived, whatever length the response announces.
    private const int FirstBuffer = 64 * 1024;

    private readonly int _length;
    private byte[]? _rented;

    private BodyContent(byte[] rented, int length) => (_rented, _length) = (rented, length);

    /// <summary>The body; valid until this is disposed of.</summary>
    public ReadOnlyMemory<byte> Bytes => (_rented ?? throw new ObjectDisposedException(nameof(BodyContent))).AsMemory(0, _length);

    /// <summary>The bytes as a body, without headers.</summary>
    public static BodyContent Of(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        return new(buffer, bytes.Length);
    }

    /// <summary>Receives the body of a response, with its headers.</summary>
    /// <param name="source">The content that is received.</param>
    /// <param name="maximum">The maximum length.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HttpRequestException">The body is larger, or does not arrive whole.</exception>
    public static async Task<BodyContent> ReceiveAsync(HttpContent source, int maximum, CancellationToken cancellationToken)
    {
        var announced = source.Headers.ContentLength;
        if (announced > maximum)
            throw ContentDecoder.TooLarge(maximum);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(announced ?? FirstBuffer, FirstBuffer));
        try
        {
            var length = 0;
            using (var stream = await source.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false))
            {
                while (length != announced)
                {
                    if (length == buffer.Length)
                        Grow(ref buffer, maximum);
                    var count = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                    if (count == 0)
                        break;
                    length += count;
                }
            }

            if (length > maximum)
                throw ContentDecoder.TooLarge(maximum);
            var body = new BodyContent(buffer, length);
            buffer = null;
            foreach (var header in source.Headers.NonValidated)
                body.Headers.TryAddWithoutValidation(header.Key, header.Value);
            return body;
        }
        catch (IOException exception)
        {
            throw new HttpRequestException(
                exception is HttpIOException http ? http.HttpRequestError : HttpRequestError.Unknown,
                "The response did not arrive whole",
                exception);
        }
        finally
        {
            if (buffer is not null)
                Return(buffer);
        }
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Bytes).AsTask();

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_rented is not null)
            Return(_rented);
        _rented = null;
        base.Dispose(disposing);
    }

    private static void Grow(ref byte[] buffer, int maximum)
    {
        if (buffer.Length > maximum)
            throw ContentDecoder.TooLarge(maximum);
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        Return(buffer);
        buffer = larger;
    }

    // All code of the process shares this memory: whoever gets it next must not find a token or a message in it.
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
}
