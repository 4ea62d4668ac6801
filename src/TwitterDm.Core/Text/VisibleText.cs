using System.Buffers;
using System.Globalization;
using System.Text;

namespace TwitterDm.Text;

/// <summary>
/// Makes untrusted text safe for a terminal: control characters and characters that reorder or hide text are made visible.
/// The model's objects keep the text as received.
/// </summary>
public static class VisibleText
{
    private const char Ellipsis = '…';

    // The bidirectional controls (Unicode UAX #9), zero-width and invisible operators, line separators, tags and the byte order mark.
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        "\u00AD\u061C\u180E\u200B\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF\uFFF9\uFFFA\uFFFB");

    /// <summary>The text with every control character and every invisible or reordering character shown as a visible symbol.</summary>
    /// <param name="text">The text as received; null counts as empty.</param>
    /// <param name="maximumLength">The length at which the text is truncated, in characters; an ellipsis marks the truncation.</param>
    /// <returns>A single line without any character that a terminal interprets.</returns>
    public static string Of(string? text, int maximumLength = int.MaxValue)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        var visible = new StringBuilder(Math.Min(text.Length, 256));
        foreach (var rune in text.EnumerateRunes())
        {
            if (visible.Length >= maximumLength)
                return visible.Append(Ellipsis).ToString();
            Append(visible, rune);
        }

        return visible.ToString();
    }

    private static void Append(StringBuilder visible, Rune rune)
    {
        if (rune.Value < 0x20)
            visible.Append((char)(0x2400 + rune.Value));
        else if (rune.Value == 0x7F)
            visible.Append('\u2421');
        else if (IsSuspect(rune))
            visible.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
        else
            visible.Append(rune.ToString());
    }

    private static bool IsSuspect(Rune rune)
        => rune.Value is >= 0x80 and < 0xA0
        || (rune.IsBmp ? Suspects.Contains((char)rune.Value) : rune.Value is >= 0xE0000 and <= 0xE007F)
        || rune == Rune.ReplacementChar;
}
