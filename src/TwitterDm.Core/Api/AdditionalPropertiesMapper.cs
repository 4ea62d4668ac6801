using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>Maps JSON members that the model has no property for.</summary>
internal static class AdditionalPropertiesMapper
{
    public static DmAdditionalProperties Create(IReadOnlyDictionary<string, JsonElement>? source)
        => source is null || source.Count == 0
            ? DmAdditionalProperties.Empty
            : new(
                source.ToDictionary(pair => pair.Key, pair => ToObject(pair.Value), StringComparer.Ordinal),
                OrderedJson.Of(source.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))));

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
