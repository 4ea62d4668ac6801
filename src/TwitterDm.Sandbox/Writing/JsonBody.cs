using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwitterDm.Sandbox.Writing;

/// <summary>Writes a body of JSON. The buffer is used again by the next answer of the same thread; only the finished bytes are new.</summary>
internal static class JsonBody
{
    private const int FirstCapacity = 64 * 1024;

    // As X does: text goes out in UTF-8, not in escapes.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(FirstCapacity);
        _buffer = null;
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);
        var body = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        _buffer = buffer;
        return body;
    }

    /// <summary>The data of an answer that says yes or no.</summary>
    public static void WriteFlag(this Utf8JsonWriter json, string name, bool value)
    {
        json.WriteStartObject("data");
        json.WriteBoolean(name, value);
        json.WriteEndObject();
    }

    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
