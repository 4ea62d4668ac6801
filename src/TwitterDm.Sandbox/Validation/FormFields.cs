using System.Text;
using System.Text.Json;
using TwitterDm.Sandbox.Json;

namespace TwitterDm.Sandbox.Validation;

/// <summary>
/// Converts the fields of a form to equivalent JSON, so that one validator works for both. Fields that should be numbers are converted if
/// possible, and files are left empty.
/// </summary>
internal static class FormFields
{
    public static JsonElement ToJson(IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> fields, BodyRule rule) =>
        JsonSerializer.Deserialize<JsonElement>(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            foreach (var (name, content) in fields)
            {
                json.WritePropertyName(name);
                Write(json, rule.Properties.FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.Ordinal))?.Rule.Kind, content.Span);
            }

            json.WriteEndObject();
        }));

    private static void Write(Utf8JsonWriter json, BodyKind? kind, ReadOnlySpan<byte> content)
    {
        var text = kind == BodyKind.Bytes ? "" : Encoding.UTF8.GetString(content);
        if (kind == BodyKind.Integer && NumberText.TryParseInteger(text, out var number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(text);
    }
}
