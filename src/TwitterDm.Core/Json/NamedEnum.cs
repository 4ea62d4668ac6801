using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwitterDm.Json;

/// <summary>
/// A value of an enumeration by its name and nothing else. The serializer's own converter also takes numbers, and values without a name.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class NamedEnum<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        throw new JsonException("A value is not a name of the enumeration.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
