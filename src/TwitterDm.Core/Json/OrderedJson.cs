using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwitterDm.Json;

/// <summary>
/// Writes values as one line of JSON with the members in the order of their names: a dictionary that was exported and imported again has
/// lost its order, but has the same text.
/// </summary>
internal static class OrderedJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The members as a JSON object.</summary>
    /// <param name="members">Strings, numbers, booleans, null, JSON elements, and lists and dictionaries of these.</param>
    public static string Of(IEnumerable<KeyValuePair<string, object?>> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            WriteObject(writer, members);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>A value as JSON.</summary>
    /// <param name="value">A string, number, boolean, null, JSON element, or a list or dictionary of these.</param>
    public static string OfValue(object? value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            Write(writer, value);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The members of any dictionary.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> MembersOf(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return new(entry.Key.ToString() ?? string.Empty, entry.Value);
    }

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> members)
    {
        writer.WriteStartObject();
        // Of two members with the same name, the last one counts, as everywhere else.
        foreach (var group in members.GroupBy(member => member.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(group.Key);
            Write(writer, group.Last().Value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case JsonElement element:
                Write(writer, element);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case long or int:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case IDictionary members:
                WriteObject(writer, MembersOf(members));
                break;
            case IEnumerable items:
                WriteArray(writer, items);
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
            WriteObject(writer, element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, (object?)member.Value)));
        else if (element.ValueKind == JsonValueKind.Array)
            WriteArray(writer, element.EnumerateArray());
        else if (element.ValueKind == JsonValueKind.String)
            writer.WriteStringValue(element.GetString());
        else
            writer.WriteRawValue(element.GetRawText());
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            Write(writer, item);
        writer.WriteEndArray();
    }
}
