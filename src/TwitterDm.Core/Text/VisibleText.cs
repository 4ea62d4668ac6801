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

    /// <summary>The text with every control character and every invisible or reordering character shown as a visible symbol.</summary>
    /// <param name="text">The text as received; null counts as empty.</param>
    /// <param name="maximumLength">The length at which the text is truncated, in characters; an ellipsis marks the truncation.</param>
    /// <returns>A single line without any character that a terminal interprets.</returns>
    public static string Of(string? text, int maximumLength = int.MaxValue) => Write(text, maximumLength, AppendSymbol);

    /// <summary>JSON in which the same characters are written as escape sequences: it is as safe, and its values are unchanged.</summary>
    /// <param name="json">Valid JSON.</param>
    internal static string OfJson(string json) => Write(json, int.MaxValue, AppendEscape);

    private static string Write(string? text, int maximumLength, Action<StringBuilder, Rune> appendInvisible)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        // Most texts are printable ASCII.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text.Length <= maximumLength ? text : text[..maximumLength] + Ellipsis;
        var visible = new StringBuilder(Math.Min(text.Length, 256));
        Rune? previous = null;
        var marks = 0;
        for (var index = 0; index < text.Length;)
        {
            if (visible.Length >= maximumLength)
                return visible.Append(Ellipsis).ToString();
            var rune = RuneAt(text, index, out var length);
            index += length;
            if (InvisibleCharacters.Contains(rune, previous, index < text.Length ? RuneAt(text, index, out _) : null, marks))
                appendInvisible(visible, rune);
            else
                visible.Append(text, index - length, length);
            marks = InvisibleCharacters.IsMark(rune) ? marks + 1 : 0;
            previous = rune;
        }

        return visible.ToString();
    }

    // Half of a surrogate pair is read as U+FFFD.
    private static Rune RuneAt(string text, int index, out int length)
    {
        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out length);
        return rune;
    }

    private static void AppendSymbol(StringBuilder visible, Rune rune)
    {
        if (rune.Value < 0x20)
            visible.Append((char)(0x2400 + rune.Value));
        else if (rune.Value == 0x7F)
            visible.Append('\u2421');
        else
            visible.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
    }

    private static void AppendEscape(StringBuilder json, Rune rune)
    {
        foreach (var unit in rune.ToString())
            json.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
    }
}
