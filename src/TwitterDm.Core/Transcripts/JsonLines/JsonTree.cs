using System.Text.Json;

namespace TwitterDm.Transcripts.JsonLines;

/// <summary>A line of JSON as dictionaries, arrays, strings, numbers and booleans.</summary>
internal static class JsonTree
{
    /// <summary>Reads a line.</summary>
    /// <returns>The members of the object.</returns>
    /// <exception cref="FormatException">It is not a JSON object, or is nested too deeply.</exception>
    public static Dictionary<string, object?> Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new FormatException("it is not a JSON object");
            var members = Members(ref reader);
            // Also finds what is behind the object.
            _ = reader.Read();
            return members;
        }
        catch (JsonException exception)
        {
            throw new FormatException("it is not valid JSON", exception);
        }
    }

    // Of two members with the same name, the last one counts, as everywhere else.
    private static Dictionary<string, object?> Members(ref Utf8JsonReader reader)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = LosslessText.Read(ref reader);
            _ = reader.Read();
            members[name] = Value(ref reader);
        }

        return members;
    }

    private static object? Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Members(ref reader);
            case JsonTokenType.StartArray:
                var items = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Value(ref reader));
                return items.ToArray();
            case JsonTokenType.String:
                return LosslessText.Read(ref reader);
            case JsonTokenType.Number:
                // A fraction or an exponent says that it was not a whole number, whatever its value is.
                return reader.ValueSpan.IndexOfAny(".eE"u8) < 0 && reader.TryGetInt64(out var whole) ? (object)whole : reader.GetDouble();
            default:
                return reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
        }
    }
}
