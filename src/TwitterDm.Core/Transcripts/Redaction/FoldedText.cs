using System.Globalization;
using System.Text;

namespace TwitterDm.Transcripts.Redaction;

/// <summary>
/// A text as a reader sees it: characters that do not show are gone, and digits, dashes, spaces and full stops of all scripts are those of
/// ASCII. Each of its characters stands for a part of the text with everything that is drawn over it, so that what is removed is never half
/// a character.
/// </summary>
internal sealed class FoldedText
{
    /// <summary>Any line break.</summary>
    public const char LineBreak = '\n';

    private const char Letter = 'x';
    private const char Symbol = '☺';
    private const char Other = '\u0001';

    // What programs write for a character in addresses and pages.
    private static readonly (string Escape, char Character)[] Escapes =
    [
        ("%40", '@'),
        ("%2540", '@'),
        ("&#64;", '@'),
        ("&#x40;", '@'),
        ("&commat;", '@'),
        ("%20", ' '),
        ("%2B", '+'),
        ("%2D", '-'),
        ("%2E", '.'),
        ("%28", '('),
        ("%29", ')'),
    ];

    private readonly List<char> _characters;
    private readonly List<int> _starts;

    public FoldedText(string text)
    {
        (_characters, _starts) = (new(text.Length), new(text.Length + 1));
        for (var index = 0; index < text.Length;)
            index += Add(text, index);
        _starts.Add(text.Length);
    }

    /// <summary>The number of characters.</summary>
    public int Length => _characters.Count;

    /// <summary>How many characters were read so far. It grows with the text and no faster, whoever wrote the text.</summary>
    public long Reads { get; private set; }

    /// <summary>A character; a line break before the beginning and after the end.</summary>
    public char this[int index]
    {
        get
        {
            Reads++;
            return index >= 0 && index < _characters.Count ? _characters[index] : LineBreak;
        }
    }

    /// <summary>Where the original of a character begins; at the end, the length of the text.</summary>
    public int StartOf(int index) => _starts[index];

    /// <summary>Whether a letter or a digit is at a position.</summary>
    public bool IsWord(int index) => char.IsLetterOrDigit(this[index]) || char.IsNumber(this[index]);

    /// <summary>Whether a digit is at a position.</summary>
    public bool IsDigit(int index) => char.IsAsciiDigit(this[index]);

    private int Add(string text, int index)
    {
        if (text[index] is '%' or '&')
        {
            foreach (var (escape, character) in Escapes)
            {
                if (string.Compare(text, index, escape, 0, escape.Length, StringComparison.OrdinalIgnoreCase) != 0)
                    continue;
                Add(character, index);
                return escape.Length;
            }
        }

        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
        if (!IsHidden(rune) || _characters.Count == 0)
            Add(Fold(rune), index);
        return length;
    }

    private void Add(char character, int start)
    {
        _characters.Add(character);
        _starts.Add(start);
    }

    // What does not show, or is drawn over the character before it.
    private static bool IsHidden(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\v' or '\f' or '\r' or 0x85 => false,
        0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark,
    };

    private static char Fold(Rune rune)
    {
        if (rune.Value is '\n' or '\v' or '\f' or '\r' or 0x85 or 0x2028 or 0x2029)
            return LineBreak;
        if (rune.IsAscii)
            return rune.Value == '\t' ? ' ' : (char)rune.Value;
        return rune.Value switch
        {
            0x3002 or 0xFF61 or 0x2024 or 0xFE52 => '.',
            0xFE6B => '@',
            0x2212 => '-',
            0x2044 or 0x2215 => '/',
            0x24EA => '0',
            >= 0x2460 and <= 0x2468 and var circled => (char)('1' + circled - 0x2460),
            >= 0xFF01 and <= 0xFF5E and var wide => (char)(wide - 0xFEE0),
            _ => FoldByCategory(rune),
        };
    }

    private static char FoldByCategory(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.DecimalDigitNumber => (char)('0' + (int)Rune.GetNumericValue(rune)),
        UnicodeCategory.SpaceSeparator => ' ',
        UnicodeCategory.DashPunctuation => '-',
        UnicodeCategory.CurrencySymbol => '$',
        UnicodeCategory.OtherSymbol => Symbol,
        _ when Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune) => Letter,
        UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation => '"',
        _ => Other,
    };

    /// <summary>Whether a character is a symbol such as an emoji.</summary>
    public static bool IsSymbol(char character) => character == Symbol;
}
