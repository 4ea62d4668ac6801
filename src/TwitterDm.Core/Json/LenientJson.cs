using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TwitterDm.Json;

/// <summary>
/// Reads a response of X. Real responses contain odd values, and one of them must not cost the rest of a page. A response that is exactly
/// as X describes it is deserialized in one go; any other one is read member by member, as far as it goes.
/// </summary>
internal static class LenientJson
{
    /// <summary>Reads a response.</summary>
    /// <typeparam name="T">The type of the response.</typeparam>
    /// <param name="body">The body.</param>
    /// <param name="type">The JSON type of the response.</param>
    /// <param name="exact">Reads a response that is exactly as X describes it; null for the serializer.</param>
    /// <returns>The response, and the number of values in it that do not fit.</returns>
    /// <exception cref="JsonException">The body is not a JSON object, or is cut off.</exception>
    public static (T Value, int MalformedValues) Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, ExactReader<T>? exact = null)
        where T : class
    {
        var json = WithoutByteOrderMark(body);
        var repairs = 0;
        var isSound = JsonTextRepair.IsSound(json.Span);
        if (!isSound)
            (json, repairs) = JsonTextRepair.Repair(json.Span);
        if (exact is not null && TryReadExactly(json.Span, exact) is { } response)
            return (response, repairs);
        try
        {
            return (JsonSerializer.Deserialize(json.Span, type) ?? throw new JsonException("The response is null."), repairs);
        }
        catch (JsonException)
        {
            if (isSound)
                (json, repairs) = JsonTextRepair.Repair(json.Span);
            var reader = new LenientReader(json, type.Options);
            var value = reader.Read(type);
            return (value, repairs + reader.MalformedValues);
        }
    }

    private static T? TryReadExactly<T>(ReadOnlySpan<byte> json, ExactReader<T> exact)
        where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            var value = exact(ref reader);
            // Anything after the response makes the reader throw.
            reader.Read();
            return value;
        }
        catch (JsonException)
        {
            // The serializer knows more, and finds what is wrong.
            return null;
        }
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body)
        => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
