using System.Text.RegularExpressions;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Messaging;

/// <summary>Replaces each web address of a text by a short one, as X does, and notes what it stands for.</summary>
internal static partial class LinkShortener
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int CodeLength = 10;
    private const int LinkStream = -4;

    /// <summary>The text as lists show it.</summary>
    /// <param name="text">The text as it was sent; null where there was none.</param>
    /// <param name="mediaUrl">The address of the attachment, whose short one stands at the end; null where there is none.</param>
    /// <param name="seed">The sandbox's seed.</param>
    /// <param name="eventId">The event: the same address has another short one in another event.</param>
    public static MessageText Shorten(string? text, string? mediaUrl, int seed, long eventId)
    {
        var expanded = new Dictionary<string, string>(StringComparer.Ordinal);
        var shortened = WebAddress().Replace(text ?? "", match => ShortFor(match.Value));
        if (mediaUrl is not null)
            shortened = shortened.Length > 0 ? $"{shortened} {ShortFor(mediaUrl)}" : ShortFor(mediaUrl);
        return MessageText.Of(shortened, expanded);

        string ShortFor(string url)
        {
            var link = $"https://t.co/{Code(Mix.Of(seed, LinkStream - expanded.Count, eventId))}";
            expanded[link] = url;
            return link;
        }
    }

    private static string Code(ulong draw) => string.Create(CodeLength, draw, static (letters, rest) =>
    {
        for (var i = 0; i < letters.Length; i++, rest /= (ulong)Letters.Length)
            letters[i] = Letters[(int)(rest % (ulong)Letters.Length)];
    });

    // What ends a sentence is none of the address.
    [GeneratedRegex(
        @"https?://[\p{L}\p{N}](?:[\p{L}\p{N}\-._~:/?#@!$&'()*+,;=%\[\]]*[\p{L}\p{N}/#=&~%_-])?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex WebAddress();
}
