using System.Globalization;
using System.Text;
using System.Text.Json;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Rules;

/// <summary>
/// The fields of a form as the JSON that would say the same, so that one check holds for both: a field that should be a number becomes one
/// where it can, and in the place of a file stands nothing.
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
        if (kind == BodyKind.Integer && long.TryParse(content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(kind == BodyKind.Bytes ? "" : Encoding.UTF8.GetString(content));
    }
}
