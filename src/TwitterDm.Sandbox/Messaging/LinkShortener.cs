using System.Text.RegularExpressions;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Messaging;

/// <summary>Replaces all URLs in a text with short ones, as X does.</summary>
internal static partial class LinkShortener
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int CodeLength = 10;
    private const int LinkStream = -4;

    /// <summary>Returns the text as it appears in lists.</summary>
    /// <param name="text">The text from the request, or null.</param>
    /// <param name="mediaUrl">The URL of the attachment, which is shortened and appended, or null.</param>
    /// <param name="seed">The seed of the sandbox.</param>
    /// <param name="eventId">The event. The same URL gets a different short one in each event.</param>
    public static MessageText Shorten(string? text, string? mediaUrl, int seed, long eventId)
    {
        var expanded = new Dictionary<string, string>(StringComparer.Ordinal);
        var shortened = WebAddress().Replace(text ?? "", match => ShortFor(match.Value));
        if (mediaUrl is not null)
            shortened = shortened.Length > 0 ? $"{shortened} {ShortFor(mediaUrl)}" : ShortFor(mediaUrl);
        return MessageText.Of(shortened, expanded);

        string ShortFor(string url)
        {
            var link = $"https://t.co/{Code(SplitMix64.Hash(seed, LinkStream - expanded.Count, eventId))}";
            expanded[link] = url;
            return link;
        }
    }

    private static string Code(ulong draw) => string.Create(CodeLength, draw, static (letters, rest) =>
    {
        for (var i = 0; i < letters.Length; i++, rest /= (ulong)Letters.Length)
            letters[i] = Letters[(int)(rest % (ulong)Letters.Length)];
    });

    // Punctuation at the end of a sentence is not part of the URL.
    [GeneratedRegex(
        @"https?://[\p{L}\p{N}](?:[\p{L}\p{N}\-._~:/?#@!$&'()*+,;=%\[\]]*[\p{L}\p{N}/#=&~%_-])?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        1000)]
    private static partial Regex WebAddress();
}
