using System.Buffers;
using System.Globalization;
using System.Text;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>
/// Untrusted text as HTML. Characters that a browser hides, or that reorder or overprint what is around them, become marks with their
/// number.
/// </summary>
internal static class PageText
{
    private const int Replacement = 0xFFFD;
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int TextStyle = 0xFE0E;
    private const int BlackFlag = 0x1F3F4;

    // What needs no look at its neighbors; most texts consist of it.
    private static readonly SearchValues<char> Plain = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (char)character),
    ]);

    /// <summary>Writes text with its line breaks and tabs.</summary>
    public static void Write(TextWriter output, ReadOnlySpan<char> text)
    {
        Rune? previous = null;
        var marks = 0;
        var isFlag = false;
        for (var index = 0; index < text.Length;)
        {
            if (PlainLength(text[index..]) is > 0 and var plain)
            {
                Escape(output, text.Slice(index, plain));
                index += plain;
                (previous, marks, isFlag) = (new Rune(text[index - 1]), 0, false);
                continue;
            }

            var rune = RuneAt(text, index, out var length);
            var next = index + length < text.Length ? RuneAt(text, index + length, out _) : (Rune?)null;
            isFlag = rune.Value == BlackFlag || (isFlag && rune.Value is >= 0xE0020 and <= 0xE007F);
            if (rune.Value is '\r' or '\n')
            {
                output.Write('\n');
                index += rune.Value == '\r' && next is { Value: '\n' } ? 2 : 1;
            }
            else if (IsShown(rune, previous, next, marks) || (isFlag && rune.Value != BlackFlag))
            {
                Escape(output, rune);
                index += length;
            }
            else
            {
                index = WriteMark(output, text, index, rune);
            }

            marks = InvisibleCharacters.IsMark(rune) ? marks + 1 : 0;
            previous = rune;
        }
    }

    /// <summary>Writes text of one line, for an element or an attribute. What a browser would hide becomes its number.</summary>
    public static void WriteLine(TextWriter output, string? text)
    {
        if (text is not null)
            Escape(output, PlainLength(text) == text.Length ? text : VisibleText.Of(text));
    }

    /// <summary>Escapes text for an element or an attribute.</summary>
    public static void Escape(TextWriter output, ReadOnlySpan<char> text)
    {
        for (var special = text.IndexOfAny("&<>\"'"); special >= 0; special = text.IndexOfAny("&<>\"'"))
        {
            output.Write(text[..special]);
            output.Write(EntityOf(text[special]));
            text = text[(special + 1)..];
        }

        output.Write(text);
    }

    private static int PlainLength(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Plain) is var length and >= 0 ? length : text.Length;

    // More of the same adds nothing: a text can consist of thousands.
    private static int WriteMark(TextWriter output, ReadOnlySpan<char> text, int start, Rune rune)
    {
        var isCombining = InvisibleCharacters.IsMark(rune);
        var (index, count) = (start, 0);
        while (index < text.Length
            && RuneAt(text, index, out var length) is var same
            && (isCombining ? InvisibleCharacters.IsMark(same) : same == rune))
        {
            index += length;
            count++;
        }

        var times = count == 1 ? string.Empty : $" ×{EnglishText.Number(count)}";
        var words = isCombining ? $"{EnglishText.Count(count, "combining mark")}" : NameOf(rune) + times;
        output.Write("<b class=\"c\">");
        output.Write(words);
        output.Write("</b>");
        return index;
    }

    private static string NameOf(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");

    // Beside what is visible everywhere: tabs, and what words of several scripts are written with. Each text is a bidirectional context of
    // its own.
    private static bool IsShown(Rune rune, Rune? previous, Rune? next, int marks) => rune.Value switch
    {
        '\t' or Replacement or 0x200E or 0x200F or 0x061C => true,
        ZeroWidthNonJoiner => IsLetter(previous) && IsLetter(next),
        TextStyle => previous is { IsAscii: false } other && !Rune.IsLetter(other),
        _ => !InvisibleCharacters.Contains(rune, previous, next, marks),
    };

    private static bool IsLetter(Rune? rune)
        => rune is { IsAscii: false } other && (Rune.IsLetter(other) || InvisibleCharacters.IsMark(other));

    // Half of a surrogate pair is read as U+FFFD.
    private static Rune RuneAt(ReadOnlySpan<char> text, int index, out int length)
    {
        Rune.DecodeFromUtf16(text[index..], out var rune, out length);
        return rune;
    }

    private static void Escape(TextWriter output, Rune rune)
    {
        Span<char> characters = stackalloc char[2];
        Escape(output, characters[..rune.EncodeToUtf16(characters)]);
    }

    private static string EntityOf(char character) => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => "&#39;",
    };
}
