using System.Diagnostics.CodeAnalysis;

namespace TwitterDm.Sandbox.Http;

/// <summary>Parses the decoded name/value pairs of a query or a form, in their order, including duplicates and empty values.</summary>
internal static class QueryString
{
    public static bool TryParse(string query, [NotNullWhen(true)] out IReadOnlyList<KeyValuePair<string, string>>? pairs)
    {
        pairs = null;
        var read = new List<KeyValuePair<string, string>>();
        var text = query.StartsWith('?') ? query[1..] : query;
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            var name = split < 0 ? pair : pair[..split];
            var value = split < 0 ? "" : pair[(split + 1)..];
            if (!PercentEncoding.TryDecode(name, plusIsSpace: true, out var decodedName)
                || !PercentEncoding.TryDecode(value, plusIsSpace: true, out var decodedValue))
            {
                return false;
            }

            read.Add(new(decodedName, decodedValue));
        }

        pairs = read;
        return true;
    }
}
