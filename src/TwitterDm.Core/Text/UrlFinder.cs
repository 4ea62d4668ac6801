using System.Text.RegularExpressions;

namespace TwitterDm.Text;

/// <summary>Finds the web addresses in a text, as people write them into sentences.</summary>
internal static partial class UrlFinder
{
    // Far more than the longest text takes.
    private const int MaxMilliseconds = 10_000;

    private const string Closing = ")]}";
    private const string Opening = "([{";

    /// <summary>Where the addresses are, in their order.</summary>
    public static List<(int Start, int End)> In(string text)
    {
        var found = new List<(int Start, int End)>();
        foreach (var match in Urls().EnumerateMatches(text))
            found.Add((match.Index, match.Index + TrimmedLength(text.AsSpan(match.Index, match.Length))));
        return found;
    }

    // Punctuation after a link belongs to the sentence, and so does a bracket that was opened before the link. Each bracket is counted
    // once: a text can consist of them.
    private static int TrimmedLength(ReadOnlySpan<char> url)
    {
        Span<int> unmatched = stackalloc int[Closing.Length];
        for (var bracket = 0; bracket < Closing.Length; bracket++)
            unmatched[bracket] = url.Count(Closing[bracket]) - url.Count(Opening[bracket]);
        for (; !url.IsEmpty; url = url[..^1])
        {
            var bracket = Closing.IndexOf(url[^1], StringComparison.Ordinal);
            if (bracket >= 0 ? unmatched[bracket]-- <= 0 : !IsPunctuation(url[^1]))
                break;
        }

        return url.Length;
    }

    private static bool IsPunctuation(char character)
        => character is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '"' or '…' or '’' or '”' or '»';

    [GeneratedRegex(
        @"(?<![\p{L}\p{Nd}_])https?://[\p{L}\p{Nd}\[][^\s<>\p{Cc}\p{Cf}]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        MaxMilliseconds)]
    private static partial Regex Urls();
}
