using System.Text;
using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>Finds the URLs of a message. Its sender wrote the offsets, so they are checked: they count bytes of UTF-8.</summary>
internal static class TextUrls
{
    /// <summary>The URLs that the entities mark in a text; empty where none of them does.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="entities">The entities.</param>
    public static IEnumerable<string> In(byte[]? utf8, IEnumerable<ChatEntity> entities)
    {
        foreach (var entity in entities.Where(entity => entity.Kind == ChatEntityKind.Url))
        {
            if (Slice(utf8 ?? [], entity.Start, entity.End) is { } url)
                yield return url;
        }
    }

    private static string? Slice(byte[] text, long? start, long? end)
    {
        if (start is not { } from || end is not { } to || from < 0 || from >= to || to > text.Length)
            return null;
        var slice = text.AsSpan((int)from, (int)(to - from));
        var isWhole = !IsInside(slice[0]) && (to == text.Length || !IsInside(text[to]));
        var url = Encoding.UTF8.GetString(slice);
        return isWhole && !url.Any(char.IsWhiteSpace) && !url.Any(char.IsControl) ? url : null;
    }

    // Whether a byte continues a character.
    private static bool IsInside(byte value) => (value & 0xC0) == 0x80;
}
