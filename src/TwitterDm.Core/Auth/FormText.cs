namespace TwitterDm.Auth;

/// <summary>Reads <c>name=value&amp;…</c>: the query of an address, or a form.</summary>
internal static class FormText
{
    /// <summary>The decoded pairs, in order; the value of a name without one is empty.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
        => from part in text.Split('&', StringSplitOptions.RemoveEmptyEntries)
           let split = part.IndexOf('=', StringComparison.Ordinal)
           let name = split < 0 ? part : part[..split]
           let value = split < 0 ? string.Empty : part[(split + 1)..]
           select KeyValuePair.Create(Decode(name), Decode(value));

    /// <summary>The pairs by name. Pairs with a repeated name are left out, because RFC 6749 (section 3.1) forbids them.</summary>
    public static IReadOnlyDictionary<string, string> ReadOnce(string text)
        => Read(text).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.Single().Value, StringComparer.Ordinal);

    private static string Decode(string encoded) => Uri.UnescapeDataString(encoded.Replace('+', ' '));
}
