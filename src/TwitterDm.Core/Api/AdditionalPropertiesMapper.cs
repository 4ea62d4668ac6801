using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>Maps JSON members that the model has no property for.</summary>
internal static class AdditionalPropertiesMapper
{
    /// <param name="source">The members.</param>
    /// <param name="levels">How deep their values may nest, see <see cref="Nesting"/>.</param>
    public static DmAdditionalProperties Create(Dictionary<string, JsonElement>? source, int levels = Nesting.OfEvent)
    {
        if (source is null || source.Count == 0)
            return DmAdditionalProperties.Empty;
        var members = new Dictionary<string, object?>(source.Count, StringComparer.Ordinal);
        foreach (var (name, value) in source)
            members[name] = value;
        return Create(members, levels);
    }

    /// <param name="source">The members: JSON elements, and lists and dictionaries of them.</param>
    /// <param name="levels">How deep their values may nest, see <see cref="Nesting"/>.</param>
    public static DmAdditionalProperties Create(Dictionary<string, object?> source, int levels = Nesting.OfEvent)
    {
        var converter = new JsonValueConverter();
        var values = converter.ToDictionary(source);
        // The text is that of the values, so that a copy that was exported and imported has the same; numbers keep their notation where
        // possible.
        return converter.Depth > levels
            ? new(Nesting.Limit(values, levels))
            : new(values, converter.KeepsNotation ? null : OrderedJson.Of(source));
    }
}
