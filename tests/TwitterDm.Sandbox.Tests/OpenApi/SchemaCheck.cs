using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.OpenApi;

/// <summary>
/// Validates JSON with the part of JSON Schema that the description uses. Properties that are not in the schema are errors.
/// </summary>
internal sealed class SchemaCheck(ApiDescription description, IReadOnlySet<string> alsoAllowed)
{
    private readonly List<string> _errors = [];

    public static IReadOnlyList<string> FindErrors(ApiDescription description, JsonElement value, JsonElement schema, params string[] alsoAllowed)
    {
        var check = new SchemaCheck(description, alsoAllowed.ToHashSet(StringComparer.Ordinal));
        check.Check(value, schema, "$");
        return check._errors;
    }

    private void Check(JsonElement value, JsonElement reference, string at)
    {
        var schema = description.Resolve(reference);
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean())
            return;
        if (schema.TryGetProperty("oneOf", out var choices))
            CheckOneOf(value, choices, at);
        if (schema.Has("enum") && !schema.Texts("enum").Contains(value.GetString(), StringComparer.Ordinal))
            _errors.Add($"{at}: '{value}' is not a value of the enumeration");
        switch (schema.TryGetProperty("type", out var type) ? type.GetString() : null)
        {
            case "object":
                CheckObject(value, schema, at);
                break;
            case "array":
                CheckArray(value, schema, at);
                break;
            case "string":
                CheckString(value, schema, at);
                break;
            case "integer":
                CheckInteger(value, schema, at);
                break;
            case "boolean":
                CheckThat(value.ValueKind is JsonValueKind.True or JsonValueKind.False, $"{at}: not a boolean");
                break;
        }
    }

    private void CheckOneOf(JsonElement value, JsonElement choices, string at)
    {
        var fitting = choices.EnumerateArray().Count(choice => FindErrors(description, value, choice, [.. alsoAllowed]).Count == 0);
        CheckThat(fitting == 1, $"{at}: fits {fitting} of the choices, not one");
    }

    private void CheckObject(JsonElement value, JsonElement schema, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            _errors.Add($"{at}: not an object");
            return;
        }

        foreach (var name in schema.Texts("required").Where(name => !value.Has(name)))
            _errors.Add($"{at}: lacks '{name}'");
        // Without properties the schema allows any.
        if (!schema.TryGetProperty("properties", out var properties))
            return;
        foreach (var property in value.EnumerateObject().Where(property => !alsoAllowed.Contains(property.Name)))
        {
            if (properties.TryGetProperty(property.Name, out var inner))
                Check(property.Value, inner, $"{at}.{property.Name}");
            else
                _errors.Add($"{at}: '{property.Name}' is unknown");
        }
    }

    private void CheckArray(JsonElement value, JsonElement schema, string at)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            _errors.Add($"{at}: not an array");
            return;
        }

        var number = 0;
        foreach (var item in value.EnumerateArray())
            Check(item, schema.GetProperty("items"), string.Create(CultureInfo.InvariantCulture, $"{at}[{number++}]"));
    }

    private void CheckString(JsonElement value, JsonElement schema, string at)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            _errors.Add($"{at}: not a string");
            return;
        }

        var text = value.GetString()!;
        if (schema.TryGetProperty("pattern", out var pattern))
            CheckThat(Regex.IsMatch(text, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)), $"{at}: '{text}' does not match");
        if (schema.TryGetProperty("format", out var format) && string.Equals(format.GetString(), "date-time", StringComparison.Ordinal))
            CheckThat(text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _), $"{at}: '{text}' is not a valid time");
    }

    private void CheckInteger(JsonElement value, JsonElement schema, string at)
    {
        var isSmall = schema.TryGetProperty("format", out var format) && string.Equals(format.GetString(), "int32", StringComparison.Ordinal);
        CheckThat(value.ValueKind == JsonValueKind.Number && (isSmall ? value.TryGetInt32(out _) : value.TryGetInt64(out _)), $"{at}: not an integer");
    }

    private void CheckThat(bool holds, string error)
    {
        if (!holds)
            _errors.Add(error);
    }
}
