using System.Text;
using System.Text.RegularExpressions;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Text;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// Finds the links, mentions, hashtags and cashtags of a text: in X Chat the sender marks them. The offsets are in bytes of UTF-8, as X's
/// SDK documents.
/// </summary>
internal static partial class TextEntities
{
    // Far more than the longest text takes.
    private const int MaxMilliseconds = 10_000;

    /// <summary>The entities of a text in their order; null if there are none.</summary>
    public static IReadOnlyList<ThriftStruct>? In(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var found = new List<(int Start, int End, ChatEntityKind Kind)>();
        foreach (var (start, end) in UrlFinder.In(text))
            found.Add((start, end, ChatEntityKind.Url));
        Add(found, Mentions(), text, ChatEntityKind.Mention);
        Add(found, Hashtags(), text, ChatEntityKind.Hashtag);
        Add(found, Cashtags(), text, ChatEntityKind.Cashtag);
        return found.Count == 0 ? null : [.. ToEntities(text, found)];
    }

    // What is inside a link is part of the link.
    private static void Add(List<(int Start, int End, ChatEntityKind Kind)> found, Regex pattern, string text, ChatEntityKind kind)
    {
        foreach (var match in pattern.EnumerateMatches(text))
        {
            var (start, end) = (match.Index, match.Index + match.Length);
            if (!found.Exists(other => start < other.End && other.Start < end))
                found.Add((start, end, kind));
        }
    }

    private static IEnumerable<ThriftStruct> ToEntities(string text, List<(int Start, int End, ChatEntityKind Kind)> found)
    {
        var (bytes, position) = (0, 0);
        foreach (var (start, end, kind) in found.OrderBy(entity => entity.Start))
        {
            var from = bytes + Encoding.UTF8.GetByteCount(text.AsSpan(position, start - position));
            (bytes, position) = (from + Encoding.UTF8.GetByteCount(text.AsSpan(start, end - start)), end);
            yield return ChatEntries.Entity(from, bytes, kind);
        }
    }

    // Not part of an e-mail address, nor longer than a name can be.
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}_@.+\-])@[A-Za-z0-9_]{1,15}(?![\p{L}\p{Nd}_@])", RegexOptions.CultureInvariant, MaxMilliseconds)]
    private static partial Regex Mentions();

    // A number alone is not a hashtag.
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}_&#])#(?=[\p{Nd}_]*\p{L})[\p{L}\p{M}\p{Nd}_]+(?!#)", RegexOptions.CultureInvariant, MaxMilliseconds)]
    private static partial Regex Hashtags();

    [GeneratedRegex(@"(?<![^\s(])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\p{L}\p{Nd}_$])", RegexOptions.CultureInvariant, MaxMilliseconds)]
    private static partial Regex Cashtags();
}
