using System.Collections;
using System.Collections.ObjectModel;
using TwitterDm.Json;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// Fields from the API that this version has no property for, under the API's own names: nothing is dropped. Values are strings,
/// numbers, booleans, arrays and dictionaries, so that <c>$event.AdditionalProperties.some_field</c> works at a prompt.
/// </summary>
public sealed class DmAdditionalProperties : ReadOnlyDictionary<string, object?>
{
    private string? _json;

    /// <param name="properties">The properties.</param>
    /// <param name="json">Their JSON; null to write it when it is first asked for, which for most events is never.</param>
    internal DmAdditionalProperties(IDictionary<string, object?> properties, string? json = null)
        : base(properties)
        => _json = json;

    /// <summary>No additional properties.</summary>
    public static new DmAdditionalProperties Empty { get; } = new(new Dictionary<string, object?>(StringComparer.Ordinal), string.Empty);

    /// <summary>The text of <see cref="ToString"/>, in which nothing is made visible yet.</summary>
    internal string Json => _json ??= OrderedJson.Of(Dictionary);

    /// <summary>
    /// The properties of a deserialized copy as the same text as <see cref="ToString"/>, which the copy itself does not have.
    /// </summary>
    /// <param name="properties">The copy.</param>
    /// <returns>One line of JSON; an empty string where there are none.</returns>
    public static string ToText(IDictionary properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return properties.Count == 0 ? string.Empty : VisibleText.OfJson(OrderedJson.Of(OrderedJson.MembersOf(properties)));
    }

    /// <summary>The properties as one line of JSON, in the order of their names; an empty string where there are none.</summary>
    public override string ToString() => VisibleText.OfJson(Json);

    /// <summary>A copy whose texts are safe for terminals and spreadsheets.</summary>
    internal DmAdditionalProperties WithSafeText() => Count == 0 ? this : new(Safe(this), Json);

    private static Dictionary<string, object?> Safe(IEnumerable<KeyValuePair<string, object?>> members)
    {
        var safe = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
            safe[VisibleText.Of(name)] = Safe(value);
        return safe;
    }

    private static object? Safe(object? value) => value switch
    {
        string text => SpreadsheetText.Of(text),
        object?[] items => Array.ConvertAll(items, Safe),
        IDictionary<string, object?> members => Safe(members.AsEnumerable()),
        _ => value,
    };
}
