using System.Globalization;

namespace TwitterDm.Transcripts.Redaction;

/// <summary>
/// Tells which groups of digits are surely no phone or card number: dates, times, amounts, versions, addresses of computers, and ids.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="groups">All groups in a row.</param>
internal sealed class KeptNumbers(FoldedText text, List<DigitGroup> groups)
{
    private const int MinHexDigits = 24;
    private const int MaxHexDigits = 128;

    private readonly bool _isAllKept = IsAmount(text, groups) || IsYears(groups) || IsHash(text, groups);

    /// <summary>How many groups from this one on are something else; 0 if it can be part of a phone or card number.</summary>
    public int CountAt(int index)
    {
        if (_isAllKept)
            return groups.Count - index;
        if (groups[index].IsId)
            return 1;
        if (IsDate(index))
            return 3;
        return SecondsAt(index) is > 0 and var seconds ? seconds : IsHour(index) ? 1 : DottedAt(index);
    }

    private string SeparatorOf(int index) => index < groups.Count ? groups[index].Separator : string.Empty;

    private bool IsDate(int index)
    {
        if (index + 2 >= groups.Count
            || (index > 0 && !SeparatorOf(index).Contains(' '))
            || SeparatorOf(index + 1) is not ("-" or "." or "/")
            || !string.Equals(SeparatorOf(index + 1), SeparatorOf(index + 2), StringComparison.Ordinal))
        {
            return false;
        }

        var (first, second, third) = (groups[index].Digits, groups[index + 1].Digits, groups[index + 2].Digits);
        if (IsYear(first))
            return IsIn(second, 12) && IsIn(third, 31);
        // A group that follows without a space would make it a number with groups of two.
        var isLast = SeparatorOf(index + 3).Length == 0 || SeparatorOf(index + 3).Contains(' ');
        return isLast
            && ((IsIn(first, 31) && IsIn(second, 12)) || (IsIn(first, 12) && IsIn(second, 31)))
            && (IsYear(third) || (third.Length == 2 && text[groups[index].Start - 1] is not ('+' or '(')));
    }

    private static bool IsYear(string digits) => digits is ['1', '9', _, _] or ['2', '0', _, _];

    private static bool IsIn(string digits, int maximum)
        => digits.Length <= 2 && int.Parse(digits, CultureInfo.InvariantCulture) is >= 1 and var number && number <= maximum;

    // The last part of a time, with its fraction and the offset from UTC.
    private int SecondsAt(int index)
    {
        var start = groups[index].Start;
        if (index > 0 || groups[0].Count != 2 || text[start - 1] != ':' || !text.IsDigit(start - 2))
            return 0;
        var count = 1;
        if (SeparatorOf(count) is "." && groups[count].Count <= 9)
            count++;
        if (SeparatorOf(count) is "+" or "-" or " +" or " -" && groups[count].Count is 2 or 4)
            count++;
        return count;
    }

    private bool IsHour(int index)
        => index == groups.Count - 1
        && index > 0
        && groups[index].Count <= 2
        && SeparatorOf(index).EndsWith(' ')
        && text[groups[index].End] == ':'
        && text.IsDigit(groups[index].End + 1);

    // Looked for at the first of the groups only, so that each is read once.
    private int DottedAt(int index)
    {
        if (SeparatorOf(index) is ".")
            return 0;
        var end = index + 1;
        while (SeparatorOf(end) is ".")
            end++;
        var dotted = groups.GetRange(index, Math.Min(end - index, 8));
        return end - index == dotted.Count && (IsComputer(dotted) || IsVersion(dotted)) ? dotted.Count : 0;
    }

    private static bool IsComputer(List<DigitGroup> dotted)
        => dotted.Count == 4
        && dotted.TrueForAll(group =>
            group.Digits is "0"
            || (group.Count <= 3 && group.Digits[0] != '0' && int.Parse(group.Digits, CultureInfo.InvariantCulture) <= 255));

    private bool IsVersion(List<DigitGroup> dotted)
    {
        var before = text[dotted[0].Start - 1];
        if (dotted.Count < 3 || dotted[0].Count > 3 || before is '+' or '(' || dotted.Exists(group => group.Count > 6))
            return false;
        return (before is 'v' or 'V' && !text.IsWord(dotted[0].Start - 2))
            || (dotted[0].Digits[0] != '0' && dotted.Skip(1).Any(group => group.Count == 1));
    }

    // Groups of three with cents after a comma, or a currency beside them.
    private static bool IsAmount(FoldedText text, List<DigitGroup> groups)
    {
        if (groups.Count < 2 || groups[0].Count > 3 || groups[1].Separator is not (" " or "."))
            return false;
        for (var index = 1; index < groups.Count; index++)
        {
            var isCents =
                index == groups.Count - 1
                && index > 1
                && groups[1].Separator is " "
                && groups[index].Separator is "."
                && groups[index].Count == 2;
            if (!isCents
                && (groups[index].Count != 3 || !string.Equals(groups[index].Separator, groups[1].Separator, StringComparison.Ordinal)))
            {
                return false;
            }
        }

        var (start, end) = (groups[0].Start, groups[^1].End);
        var hasCents = text[end] == ',' && text.IsDigit(end + 1) && text.IsDigit(end + 2) && !text.IsWord(end + 3);
        return hasCents || IsCurrency(text, start - 1, -1) || IsCurrency(text, end, 1);
    }

    private static bool IsCurrency(FoldedText text, int index, int step) => text[text[index] == ' ' ? index + step : index] == '$';

    private static bool IsYears(List<DigitGroup> groups)
        => groups.Count == 2 && groups[1].Separator.Trim() is "-" or "/" && IsYear(groups[0].Digits) && IsYear(groups[1].Digits);

    // Hexadecimal digits in a row, in which digits are next to each other by chance.
    private static bool IsHash(FoldedText text, List<DigitGroup> groups)
    {
        var (start, end) = (groups[0].Start, groups[^1].End);
        if ((!IsHex(text[start - 1]) && !IsHex(text[end])) || groups.Exists(group => group.Separator is not ("" or "-") || group.IsCard))
            return false;
        var (first, last) = (start, end);
        while (start - first < MaxHexDigits && IsHex(text[first - 1]))
            first--;
        while (last - end < MaxHexDigits && IsHex(text[last]))
            last++;
        return last - first >= MinHexDigits && !text.IsWord(first - 1) && !text.IsWord(last);
    }

    private static bool IsHex(char character) => char.IsAsciiHexDigit(character) || character == '-';
}
