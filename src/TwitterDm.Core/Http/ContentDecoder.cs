using System.IO.Compression;

namespace TwitterDm.Http;

/// <summary>
/// Decodes a body (RFC 9110, section 8.4), and notices if it is damaged or ends early. .NET's own decompression silently returns the
/// beginning of a body that was cut off.
/// </summary>
internal static class ContentDecoder
{
    private const int BufferSize = 32 * 1024;

    // A member that follows the body's own (RFC 1952, section 2.2): it is decoded only if the body is complete.
    private static readonly byte[] EndMark = [.. "TwitterDm-end-of-body"u8];
    private static readonly byte[] EndMember = Compress(EndMark);

    /// <summary>The content of a body.</summary>
    /// <param name="body">The body as it was received.</param>
    /// <param name="coding">Its content coding.</param>
    /// <param name="maximum">The maximum length of the content.</param>
    /// <exception cref="InvalidDataException">The body is damaged, ends early, or its coding is unknown.</exception>
    /// <exception cref="HttpRequestException">The content is larger than the maximum.</exception>
    public static byte[] Decode(byte[] body, string coding, int maximum)
        => body.Length == 0
            ? body
            : coding.Trim().ToUpperInvariant() switch
            {
                "GZIP" or "X-GZIP" => Gunzip(body, maximum),
                "BR" => DecodeBrotli(body, maximum),
                "DEFLATE" => Inflate(body, maximum),
                "IDENTITY" or "" => body,
                _ => throw new InvalidDataException("The content coding is unknown."),
            };

    /// <summary>The error for a response that is larger than the maximum.</summary>
    public static HttpRequestException TooLarge(int maximum)
        => new(HttpRequestError.ConfigurationLimitExceeded, FormattableString.Invariant($"it has more than {maximum} bytes"));

    private static byte[] Gunzip(byte[] body, int maximum)
    {
        using var stream = new GZipStream(new MemoryStream([.. body, .. EndMember]), CompressionMode.Decompress);
        var content = ReadAll(stream, maximum, EndMark.Length);
        return content.AsSpan().EndsWith(EndMark) ? content[..^EndMark.Length] : throw EndsEarly();
    }

    // HTTP's "deflate" is zlib's format, which begins with 0x78; some servers send the bare format.
    private static byte[] Inflate(byte[] body, int maximum)
    {
        var source = new MemoryStream(body);
        using Stream stream = (body[0] & 0x0F) == 8 && body is [_, var flags, ..] && ((body[0] << 8) + flags) % 31 == 0
            ? new ZLibStream(source, CompressionMode.Decompress)
            : new DeflateStream(source, CompressionMode.Decompress);
        return ReadAll(stream, maximum);
    }

    private static byte[] DecodeBrotli(byte[] body, int maximum)
    {
        using var decoder = new Brotli();
        return decoder.Decode(body, maximum);
    }

    private static byte[] ReadAll(Stream stream, int maximum, int extra = 0)
    {
        using var content = new MemoryStream();
        var buffer = new byte[BufferSize];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (content.Length + read > maximum + extra)
                throw TooLarge(maximum);
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.Fastest))
            stream.Write(content);
        return target.ToArray();
    }

    private static InvalidDataException EndsEarly() => new("The body ends early.");

    private sealed class Brotli : IDisposable
    {
        private BrotliDecoder _decoder;

        public byte[] Decode(ReadOnlySpan<byte> source, int maximum)
        {
            using var content = new MemoryStream();
            var buffer = new byte[BufferSize];
            while (true)
            {
                var status = _decoder.Decompress(source, buffer, out var consumed, out var written);
                if (content.Length + written > maximum)
                    throw TooLarge(maximum);
                content.Write(buffer, 0, written);
                source = source[consumed..];
                switch (status)
                {
                    case System.Buffers.OperationStatus.Done:
                        return content.ToArray();
                    case System.Buffers.OperationStatus.NeedMoreData:
                        throw EndsEarly();
                    case System.Buffers.OperationStatus.InvalidData:
                        throw new InvalidDataException("The body is not valid Brotli data.");
                }
            }
        }

        public void Dispose() => _decoder.Dispose();
    }
}
