using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TwitterDm.Sandbox.Writing;

/// <summary>
/// Strings with nothing escaped but what has to be. The BCL's encoders escape emoji and much else, X sends them as they are; and a
/// reader is tested by what X sends.
/// </summary>
internal static class JsonText
{
    public static byte[] Encode(string text)
    {
        var json = new StringBuilder(text.Length + 16).Append('"');
        foreach (var symbol in text)
        {
            _ = symbol switch
            {
                '"' or '\\' => json.Append('\\').Append(symbol),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append("\\u").Append(((int)symbol).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(symbol),
            };
        }

        return Encoding.UTF8.GetBytes(json.Append('"').ToString());
    }

    public static void WriteText(this Utf8JsonWriter json, string name, string text) => json.WriteEncoded(name, Encode(text));

    public static void WriteEncoded(this Utf8JsonWriter json, string name, ReadOnlySpan<byte> encoded)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(encoded, skipInputValidation: true);
    }
}
