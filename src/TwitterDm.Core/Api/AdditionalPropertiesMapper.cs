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
        if (source is null || source.Count == 0)
            return DmAdditionalProperties.Empty;
        var all = source.ToDictionary(pair => pair.Key, pair => ToObject(pair.Value), StringComparer.Ordinal);
        var limited = Nesting.Limit(all, levels);
        // The text is that of the values, so that a copy that was exported and imported has the same; numbers keep their notation where possible.
        return new(limited, OrderedJson.Of(ReferenceEquals(limited, all) ? source.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)) : limited));
    }

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
