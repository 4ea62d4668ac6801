using System.Globalization;
using System.Text.Json;

namespace TwitterDm.Sandbox.Validation;

/// <summary>Validates a body value by value and collects all errors.</summary>
internal sealed class BodyValidator
{
    private readonly List<ValidationError> _errors = [];

    private BodyValidator()
    {
    }

    /// <summary>Returns the validation errors. Without errors, the body is valid.</summary>
    public static IReadOnlyList<ValidationError> Validate(JsonElement body, BodyRule rule)
    {
        var check = new BodyValidator();
        check.CheckValue(body, rule, "$");
        return check._errors;
    }

    private void CheckValue(JsonElement value, BodyRule rule, string at)
    {
        if (rule.AllowsDigits && value.ValueKind == JsonValueKind.String && NumberText.TryParseDigits(value.GetString(), out var digits))
        {
            CheckRange(digits, value, rule, at);
            return;
        }

        var (found, expected) = (NameOf(value.ValueKind), NameOf(rule.Kind));
        if (!string.Equals(found, expected, StringComparison.Ordinal))
        {
            AddError(at, $"{found} found, {expected} expected", value);
            return;
        }

        switch (rule.Kind)
        {
            case BodyKind.Object:
                CheckObject(value, rule, at);
                break;
            case BodyKind.List:
                CheckList(value, rule, at);
                break;
            case BodyKind.Text:
                CheckText(value, value.GetString()!, rule, at);
                break;
            case BodyKind.Integer:
                CheckInteger(value, rule, at);
                break;
            case BodyKind.Bytes when !value.TryGetBytesFromBase64(out _):
                _errors.Add(ValidationError.InBody(at, "is not base64"));
                break;
        }
    }

    private void CheckObject(JsonElement value, BodyRule rule, string at)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var path = $"{at}.{property.Name}";
            var known = rule.Properties.FirstOrDefault(known => string.Equals(known.Name, property.Name, StringComparison.Ordinal));
            if (!names.Add(property.Name))
                AddError(path, "is repeated", property.Value);
            else if (known is not null)
                CheckValue(property.Value, known.Rule, path);
            else if (!rule.AllowsMore)
                AddError(path, "is not defined in the schema and the schema does not allow additional properties", property.Value);
        }

        foreach (var missing in rule.Properties.Where(property => property.Required && !names.Contains(property.Name)))
            _errors.Add(ValidationError.InBody($"{at}.{missing.Name}", "is missing but it is required"));
        if (rule.AnyOf.Count > 0 && !rule.AnyOf.Any(names.Contains))
        {
            _errors.AddRange(
                rule.AnyOf.Select(name => ValidationError.InBody($"{at}.{name}", $"one of [{string.Join(',', rule.AnyOf)}] is required")));
        }
    }

    private void CheckList(JsonElement value, BodyRule rule, string at)
    {
        var count = value.GetArrayLength();
        if (count < rule.MinimumItems)
            _errors.Add(ValidationError.InBody(at, $"there must be a minimum of {rule.MinimumItems} items in the array"));
        if (count > rule.MaximumItems)
            _errors.Add(ValidationError.InBody(at, $"there must be a maximum of {rule.MaximumItems} items in the array"));
        for (var number = 0; number < count; number++)
            CheckValue(value[number], rule.Items!, string.Create(CultureInfo.InvariantCulture, $"{at}[{number}]"));
    }

    private void CheckText(JsonElement value, string text, BodyRule rule, string at)
    {
        if (text.Length < rule.MinimumLength)
            AddError(at, $"must be at least {rule.MinimumLength} characters long", value);
        else if (text.EnumerateRunes().Count() > rule.MaximumLength)
            AddError(at, $"must be at most {rule.MaximumLength} characters long", value);
        else if (rule.Values?.Contains(text, StringComparer.Ordinal) == false)
            AddError(at, $"does not have a value in the enumeration [{string.Join(',', rule.Values)}]", value);
        else if (!rule.Matches(text))
            AddError(at, $"does not match the regex pattern {rule.Pattern}", value);
    }

    private void CheckInteger(JsonElement value, BodyRule rule, string at)
    {
        if (value.TryGetInt64(out var number))
            CheckRange(number, value, rule, at);
        else
            AddError(at, "number found, integer expected", value);
    }

    private void CheckRange(long number, JsonElement value, BodyRule rule, string at)
    {
        if (number < rule.Minimum)
            AddError(at, $"must have a minimum value of {rule.Minimum}", value);
        else if (number > rule.Maximum)
            AddError(at, $"must have a maximum value of {rule.Maximum}", value);
    }

    private void AddError(string at, string message, JsonElement value) => _errors.Add(
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? ValidationError.InBody(at, message)
            : ValidationError.InBody(at, message, value.ToString()));

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static string NameOf(BodyKind kind) => kind switch
    {
        BodyKind.Object => "object",
        BodyKind.List => "array",
        BodyKind.Integer => "integer",
        BodyKind.Boolean => "boolean",
        _ => "string",
    };
}
