using System.Collections.ObjectModel;
using System.Text.Json;

namespace TwitterDm;

/// <summary>
/// What the API sent that this version has no property for, under the API's own names: nothing is dropped. Values are strings,
/// numbers, booleans, arrays and dictionaries, so that <c>$event.AdditionalProperties.some_field</c> works at a prompt.
/// </summary>
public sealed class DmAdditionalProperties : ReadOnlyDictionary<string, object?>
{
    private readonly IReadOnlyDictionary<string, JsonElement> _source;

    private DmAdditionalProperties(IReadOnlyDictionary<string, JsonElement> source)
        : base(source.ToDictionary(pair => pair.Key, pair => ToObject(pair.Value), StringComparer.Ordinal))
        => _source = source;

    /// <summary>No additional properties.</summary>
    public static new DmAdditionalProperties Empty { get; } = new(new Dictionary<string, JsonElement>(StringComparer.Ordinal));

    /// <summary>The properties as one line of JSON; nothing where there are none.</summary>
    public override string ToString()
        => Count == 0 ? string.Empty : "{" + string.Join(',', _source.Select(Member)) + "}";

    internal static DmAdditionalProperties From(IReadOnlyDictionary<string, JsonElement>? source)
        => source is null || source.Count == 0 ? Empty : new DmAdditionalProperties(source);

    private static string Member(KeyValuePair<string, JsonElement> pair)
        => $"\"{JsonEncodedText.Encode(pair.Key)}\":{pair.Value.GetRawText()}";

    private static object? ToObject(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(member => member.Name, member => ToObject(member.Value), StringComparer.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().Select(ToObject).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        _ => null,
    };
}
