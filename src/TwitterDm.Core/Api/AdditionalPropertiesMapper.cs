using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>Maps JSON members that the model has no property for.</summary>
internal static class AdditionalPropertiesMapper
{
    /// <param name="source">The members.</param>
    /// <param name="levels">How deep their values may nest, see <see cref="Nesting"/>.</param>
    public static DmAdditionalProperties Create(IReadOnlyDictionary<string, JsonElement>? source, int levels = Nesting.OfEvent)
    {
        return source is null || source.Count == 0
            ? DmAdditionalProperties.Empty
            : Create(source.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)), levels);
    }

    /// <param name="source">The members: JSON elements, and lists and dictionaries of them.</param>
    /// <param name="levels">How deep their values may nest, see <see cref="Nesting"/>.</param>
    public static DmAdditionalProperties Create(IEnumerable<KeyValuePair<string, object?>> source, int levels = Nesting.OfEvent)
    {
        var all = source.ToDictionary(StringComparer.Ordinal);
        var objects = all.ToDictionary(pair => pair.Key, pair => ToObject(pair.Value), StringComparer.Ordinal);
        var limited = Nesting.Limit(objects, levels);
        // The text is that of the values, so that a copy that was exported and imported has the same; numbers keep their notation where possible.
        return new(limited, ReferenceEquals(limited, objects) && !all.Values.All(KeepsNotation) ? OrderedJson.Of(all) : null);
    }

    // Whether the text of the object is that of the JSON.
    private static bool KeepsNotation(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Number } number => number.TryGetInt64(out var whole) && (whole != 0 || number.GetRawText() is "0"),
        JsonElement { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().All(member => KeepsNotation(member.Value)),
        JsonElement { ValueKind: JsonValueKind.Array } items => items.EnumerateArray().All(item => KeepsNotation(item)),
        object?[] items => Array.TrueForAll(items, KeepsNotation),
        Dictionary<string, JsonElement> members => members.Values.All(item => KeepsNotation(item)),
        _ => true,
    };

    private static object? ToObject(object? value) => value switch
    {
        JsonElement element => ToObject(element),
        object?[] items => Array.ConvertAll(items, ToObject),
        Dictionary<string, JsonElement> members => members.ToDictionary(member => member.Key, member => ToObject(member.Value), StringComparer.Ordinal),
        _ => value,
    };

    private static object? ToObject(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToDictionary(element),
        JsonValueKind.Array => element.EnumerateArray().Select(ToObject).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        _ => null,
    };

    // Of two members with the same name, the last one counts, as everywhere else.
    private static Dictionary<string, object?> ToDictionary(JsonElement element)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
            members[member.Name] = ToObject(member.Value);
        return members;
    }
}
