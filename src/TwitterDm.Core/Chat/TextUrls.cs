using System.Text;
using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>
/// Finds the URLs of a message. Its sender wrote the offsets, so they are checked: they count bytes of UTF-8. URLs do not overlap, so that
/// together they are no longer than the text.
/// </summary>
internal static class TextUrls
{
    private const int MaxUrls = 1_000;

    // In bytes. Browsers and servers accept little more.
    private const int MaxLength = 4_096;

    /// <summary>The URLs that the entities mark in a text, in its order; empty where none of them does.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="entities">The entities. Of two that overlap, the one that begins first counts.</param>
    public static IEnumerable<string> In(byte[]? utf8, IEnumerable<ChatEntity> entities)
    {
        var text = utf8 ?? [];
        return Mark(text, entities.Where(entity => entity.Kind == ChatEntityKind.Url))
            .Take(MaxUrls)
            .Select(url => Encoding.UTF8.GetString(text[url]));
    }

    private static IEnumerable<Range> Mark(byte[] text, IEnumerable<ChatEntity> entities)
    {
        var end = 0;
        var marks = entities.Select(entity => (Start: entity.Start ?? -1, Next: entity.End ?? -1)).OrderBy(mark => mark.Start);
        foreach (var (start, next) in marks)
        {
            if (start < end || next <= start || next > text.Length || next - start > MaxLength || !IsUrl(text, (int)start, (int)next))
                continue;
            end = (int)next;
            yield return (int)start..end;
        }
    }

    // The characters are those of the text: an entity can be valid only where it marks whole ones.
    private static bool IsUrl(byte[] text, int start, int end)
    {
        if (IsInside(text[start]) || (end < text.Length && IsInside(text[end])))
            return false;
        var rest = text.AsSpan(start..end);
        while (!rest.IsEmpty)
        {
            Rune.DecodeFromUtf8(rest, out var character, out var length);
            if (Rune.IsWhiteSpace(character) || Rune.IsControl(character))
                return false;
            rest = rest[length..];
        }

        return true;
    }

    // Whether a byte continues a character.
    private static bool IsInside(byte value) => (value & 0xC0) == 0x80;
}
