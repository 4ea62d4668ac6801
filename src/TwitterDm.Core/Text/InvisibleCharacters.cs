using System.Globalization;
using System.Text;

namespace TwitterDm.Text;

/// <summary>
/// Determines which characters of untrusted text have no glyph of their own, and so could control a terminal, reorder or hide text.
/// </summary>
internal static class InvisibleCharacters
{
    // Scripts stack up to three or four marks on a letter; more than this only overwrites the lines around it.
    private const int MaxMarks = 6;

    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiStyle = 0xFE0F;

    // The code points that Unicode renders as nothing (Default_Ignorable_Code_Point), the bidirectional controls (UAX #9), the line and
    // paragraph separators, the interlinear annotations, and the blank Braille pattern, which looks like a space but is none.
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x00, 0x1F),
        (0x7F, 0x9F),
        (0xAD, 0xAD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x2028, 0x202E),
        (0x2060, 0x206F),
        (0x2800, 0x2800),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFFB),
        (0xFFFD, 0xFFFD),
        (0x13430, 0x1343F),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    ];

    /// <summary>Whether a character has to be shown by a symbol in its place.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="previous">The character before it; null at the beginning.</param>
    /// <param name="next">The character after it; null at the end.</param>
    /// <param name="marks">How many combining marks precede it without a letter between them.</param>
    public static bool Contains(Rune rune, Rune? previous, Rune? next, int marks)
    {
        if (IsMark(rune) && (previous is null || marks >= MaxMarks))
            return true;
        return IsInRanges(rune.Value) && rune.Value switch
        {
            ZeroWidthJoiner => !(Joins(previous) && Joins(next)),
            EmojiStyle => !TakesEmojiStyle(previous),
            _ => true,
        };
    }

    /// <summary>Whether a character is drawn over the one before it.</summary>
    public static bool IsMark(Rune rune)
        => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark && rune.Value != EmojiStyle;

    private static bool IsInRanges(int value)
    {
        foreach (var (first, last) in Ranges)
        {
            if (value <= last)
                return value >= first;
        }

        return false;
    }

    // A joiner has an effect between emoji and inside words of some scripts; anywhere else, it only hides.
    private static bool Joins(Rune? rune)
        => rune is { IsAscii: false } other && (other.Value == EmojiStyle || (!IsInRanges(other.Value) && !Rune.IsWhiteSpace(other)));

    // The symbols that have an emoji style, the digits of keycaps among them.
    private static bool TakesEmojiStyle(Rune? rune)
        => rune is { } other
        && (
            other.Value is '#' or '*' or (>= '0' and <= '9') or 0x203C or 0x2049 or 0x3030 or 0x303D
            || Rune.GetUnicodeCategory(other) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol);
}
