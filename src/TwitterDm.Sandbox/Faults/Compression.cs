using System.IO.Compression;

namespace TwitterDm.Sandbox.Faults;

/// <summary>Compresses a body.</summary>
internal static class Compression
{
    /// <summary>The compressed body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="coding">The content coding: <c>gzip</c>, <c>br</c> or <c>deflate</c>.</param>
    public static byte[] Of(ReadOnlyMemory<byte> body, string coding)
    {
        using var target = new MemoryStream();
        using (var stream = Open(target, coding))
            stream.Write(body.Span);
        return target.ToArray();
    }

    private static Stream Open(Stream target, string coding) => coding switch
    {
        "gzip" => new GZipStream(target, CompressionLevel.Fastest),
        "br" => new BrotliStream(target, CompressionLevel.Fastest),
        "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
        _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, "This content coding is unknown."),
    };
}
