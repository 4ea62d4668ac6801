namespace TwitterDm.Auth;

/// <summary>Reads <c>name=value&amp;…</c>: the query of an address, or a form.</summary>
internal static class FormText
{
    /// <summary>The pairs in their order, decoded; a name without a value has an empty one.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
        => from part in text.Split('&', StringSplitOptions.RemoveEmptyEntries)
           let split = part.IndexOf('=', StringComparison.Ordinal)
           let name = split < 0 ? part : part[..split]
           let value = split < 0 ? string.Empty : part[(split + 1)..]
           select KeyValuePair.Create(Decode(name), Decode(value));

    /// <summary>The pairs by name; what comes more than once counts for nothing, as RFC 6749 (section 3.1) has it.</summary>
    public static IReadOnlyDictionary<string, string> ReadOnce(string text)
        => Read(text).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.Single().Value, StringComparer.Ordinal);

    private static string Decode(string encoded) => Uri.UnescapeDataString(encoded.Replace('+', ' '));
}
