using System.Net;
using System.Text.RegularExpressions;

namespace TwitterDm.Core.Tests.Transcripts.Html;

/// <summary>Finds things in the markup of a page.</summary>
internal static partial class PageReader
{
    /// <summary>How often a piece of markup occurs.</summary>
    public static int Count(string page, string markup) => page.Split(markup).Length - 1;

    /// <summary>The markup between two pieces.</summary>
    public static string Between(string page, string before, string after)
    {
        var start = page.IndexOf(before, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{before} is not in the page.");
        start += before.Length;
        return page[start..page.IndexOf(after, start, StringComparison.Ordinal)];
    }

    /// <summary>The text, with a space between blocks.</summary>
    public static string TextOf(string page) => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(Blocks().Replace(page, " "), string.Empty), " "));

    [GeneratedRegex("<style>.*</style>|<(?!/?(?:bdi|b|span)\\b)[^>]+>", RegexOptions.Singleline, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
