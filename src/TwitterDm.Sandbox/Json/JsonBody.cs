using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwitterDm.Sandbox.Json;

/// <summary>Writes JSON bodies. Each thread reuses one buffer, so only the finished bytes are allocated.</summary>
internal static class JsonBody
{
    private const int InitialCapacity = 64 * 1024;

    // Like X, write text as UTF-8 instead of escaping it.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(InitialCapacity);
        _buffer = null;
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);
        var body = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        _buffer = buffer;
        return body;
    }
}
