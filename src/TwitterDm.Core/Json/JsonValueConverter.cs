using System.Text.Json;

namespace TwitterDm.Json;

/// <summary>
/// Converts JSON to strings, numbers, booleans, arrays and dictionaries. Loops only: the code of queries would be compiled at run time for
/// each list.
/// </summary>
internal sealed class JsonValueConverter
{
    /// <summary>How deep lists and dictionaries nest in the values that were converted; 0 without any.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether each number keeps its notation when the values are written as JSON again.</summary>
    public bool KeepsNotation { get; private set; } = true;

    /// <summary>Converts the values of a dictionary: JSON elements, and lists and dictionaries of them.</summary>
    public Dictionary<string, object?> ToDictionary(Dictionary<string, object?> members)
    {
        var values = new Dictionary<string, object?>(members.Count, StringComparer.Ordinal);
        foreach (var (name, value) in members)
            values[name] = ToObject(value, depth: 1);
        return values;
    }

    private object? ToObject(object? value, int depth) => value switch
    {
        JsonElement element => ToObject(element, depth),
        object?[] items => ToArray(items, depth),
        Dictionary<string, JsonElement> members => ToDictionary(members, depth),
        _ => value,
    };

    private object? ToObject(JsonElement element, int depth) => element.ValueKind switch
    {
        JsonValueKind.Object => ToDictionary(element, depth),
        JsonValueKind.Array => ToArray(element, depth),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => ToNumber(element),
        _ => null,
    };

    private object ToNumber(JsonElement number)
    {
        var isWhole = number.TryGetInt64(out var whole);
        KeepsNotation &= isWhole && (whole != 0 || number.GetRawText() is "0");
        return isWhole ? (object)whole : number.GetDouble();
    }

    private object?[] ToArray(object?[] items, int depth)
    {
        Depth = Math.Max(Depth, depth);
        var values = new object?[items.Length];
        for (var index = 0; index < items.Length; index++)
            values[index] = ToObject(items[index], depth + 1);
        return values;
    }

    private object?[] ToArray(JsonElement items, int depth)
    {
        Depth = Math.Max(Depth, depth);
        var values = new object?[items.GetArrayLength()];
        var index = 0;
        foreach (var item in items.EnumerateArray())
            values[index++] = ToObject(item, depth + 1);
        return values;
    }

    private Dictionary<string, object?> ToDictionary(Dictionary<string, JsonElement> members, int depth)
    {
        Depth = Math.Max(Depth, depth);
        var values = new Dictionary<string, object?>(members.Count, StringComparer.Ordinal);
        foreach (var (name, value) in members)
            values[name] = ToObject(value, depth + 1);
        return values;
    }

    // Of two members with the same name, the last one counts, as everywhere else.
    private Dictionary<string, object?> ToDictionary(JsonElement members, int depth)
    {
        Depth = Math.Max(Depth, depth);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
            values[member.Name] = ToObject(member.Value, depth + 1);
        return values;
    }
}
