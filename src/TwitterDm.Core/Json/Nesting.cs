namespace TwitterDm.Json;

/// <summary>
/// Limits how deep values nest, so that <c>ConvertTo-Json -Depth 5</c> shows a list of events whole. What is deeper becomes a JSON text.
/// </summary>
internal static class Nesting
{
    /// <summary>For values of an event, a conversation or a user: the list and the object itself take up the rest.</summary>
    public const int OfEvent = 3;

    /// <summary>For values of something in a list of an event: a user or a file.</summary>
    public const int OfPart = 1;

    /// <summary>Limits the values of a dictionary.</summary>
    /// <param name="members">The dictionary.</param>
    /// <param name="levels">How many lists and dictionaries may be inside of each other.</param>
    /// <returns>The same dictionary if nothing is too deep.</returns>
    public static IDictionary<string, object?> Limit(IDictionary<string, object?> members, int levels)
        => members.Values.All(value => Fits(value, levels)) ? members : Cut(members, levels);

    /// <summary>Whether a value nests no deeper than that.</summary>
    private static bool Fits(object? value, int levels) => value switch
    {
        IDictionary<string, object?> members => levels > 0 && members.Values.All(member => Fits(member, levels - 1)),
        object?[] items => levels > 0 && Array.TrueForAll(items, item => Fits(item, levels - 1)),
        _ => true,
    };

    private static Dictionary<string, object?> Cut(IDictionary<string, object?> members, int levels)
        => members.ToDictionary(member => member.Key, member => Cut(member.Value, levels), StringComparer.Ordinal);

    private static object? Cut(object? value, int levels) => value switch
    {
        IDictionary<string, object?> or object?[] when levels == 0 => OrderedJson.OfValue(value),
        IDictionary<string, object?> members => Cut(members, levels - 1),
        object?[] items => Array.ConvertAll(items, item => Cut(item, levels - 1)),
        _ => value,
    };
}
