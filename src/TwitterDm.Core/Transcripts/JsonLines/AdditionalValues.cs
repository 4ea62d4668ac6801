using System.Globalization;
using System.Text.Json;

namespace TwitterDm.Transcripts.JsonLines;

/// <summary>The values of additional properties: as JSON, with a mark for the few that JSON has no notation for.</summary>
internal static class AdditionalValues
{
    /// <summary>Writes members as an object.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    /// <summary>The value of what was written.</summary>
    public static object? Read(object? value)
        => value switch
        {
            Dictionary<string, object?> { Count: 1 } marked when marked.TryGetValue(EventJsonWriter.NumberMark, out var number) => Number(
                number),
            Dictionary<string, object?> { Count: 1 } marked
                when marked.TryGetValue(EventJsonWriter.ObjectMark, out var inner) && inner is Dictionary<string, object?> members =>
                ReadMembers(members),
            Dictionary<string, object?> members => ReadMembers(members),
            object?[] items => Array.ConvertAll(items, Read),
            _ => value,
        };

    /// <summary>The members of an object.</summary>
    public static Dictionary<string, object?> ReadMembers(Dictionary<string, object?> members)
        => members.ToDictionary(member => member.Key, member => Read(member.Value), StringComparer.Ordinal);

    /// <summary>The members of an object with times as texts, as X sends them: another program can have converted them.</summary>
    public static Dictionary<string, object?> WithoutTimes(IEnumerable<KeyValuePair<string, object?>> members)
        => members.ToDictionary(member => member.Key, member => WithoutTimes(member.Value), StringComparer.Ordinal);

    private static object? WithoutTimes(object? value) => value switch
    {
        DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan => ValueText.Of(value),
        IEnumerable<KeyValuePair<string, object?>> members => WithoutTimes(members),
        object?[] items => Array.ConvertAll(items, WithoutTimes),
        _ => value,
    };

    private static double Number(object? text) => text is string number && number.TrimStart('-') is ("NaN" or "Infinity")
        ? double.Parse(number, CultureInfo.InvariantCulture)
        : throw new FormatException($"'{EventJsonWriter.NumberMark}' is not a number");

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                LosslessText.WriteString(writer, text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number when double.IsFinite(number):
                writer.WriteRawValue(Notation(number), skipInputValidation: true);
                break;
            case double number:
                WriteMarked(writer, EventJsonWriter.NumberMark, number.ToString(CultureInfo.InvariantCulture));
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteObject(writer, [.. members]);
                break;
            case object?[] items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case long or int or short or byte:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                LosslessText.WriteString(writer, ValueText.Of(value));
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, KeyValuePair<string, object?>[] members)
    {
        var looksMarked = members is [{ Key: EventJsonWriter.NumberMark or EventJsonWriter.ObjectMark }];
        if (looksMarked)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(EventJsonWriter.ObjectMark);
        }

        Write(writer, members.AsEnumerable());
        if (looksMarked)
            writer.WriteEndObject();
    }

    private static void WriteMarked(Utf8JsonWriter writer, string mark, string value)
    {
        writer.WriteStartObject();
        writer.WriteString(mark, value);
        writer.WriteEndObject();
    }

    // With a fraction or an exponent, so that a whole number that is a double stays one; negative zero, too.
    private static string Notation(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }
}
