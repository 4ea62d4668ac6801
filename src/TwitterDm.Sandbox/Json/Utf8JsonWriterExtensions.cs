using System.Globalization;
using System.Text.Json;

namespace TwitterDm.Sandbox.Json;

/// <summary>Values in the forms that X uses.</summary>
internal static class Utf8JsonWriterExtensions
{
    /// <summary>Writes a <c>data</c> object with a single Boolean.</summary>
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

    /// <summary>Writes a string with the escapes of <see cref="JsonText"/>.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string text) => json.WriteEncoded(name, JsonText.Encode(text));

    /// <summary>Writes a string that <see cref="JsonText.Encode"/> has encoded.</summary>
    public static void WriteEncoded(this Utf8JsonWriter json, string name, ReadOnlySpan<byte> encoded)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(encoded, skipInputValidation: true);
    }

    /// <summary>Writes a time in UTC with milliseconds.</summary>
    public static void WriteTimestamp(this Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
