using System.Text;

namespace TwitterDm.Transcripts.Redaction;

/// <summary>
/// Finds phone and card numbers: groups of digits with what people write between them, but never a line break. What is surely something
/// else, such as a date, stays and separates what is before it from what is after it. All that remains is removed if it has enough digits,
/// also several numbers in a row.
/// </summary>
internal static class Numbers
{
    private const int MaxSeparator = 4;
    private const int MinDigits = 7;
    private const int MinDigitsAlone = 9;
    private const int MaxWord = 10;
    private const string Separators = " .()-/_+";

    private static readonly string[] WordsForPhone =
    [
        "tel",
        "phone",
        "telefon",
        "fon",
        "call",
        "mobile",
        "mobil",
        "sms",
        "fax",
        "whatsapp",
    ];

    /// <summary>The numbers, from their first to after their last character.</summary>
    public static List<(int Start, int End)> Find(FoldedText text)
    {
        var found = new List<(int, int)>();
        for (var index = 0; index < text.Length;)
        {
            if (!text.IsDigit(index))
            {
                index++;
                continue;
            }

            var groups = GroupsFrom(text, index);
            index = groups[^1].End;
            AddFound(text, groups, found);
        }

        return found;
    }

    private static List<DigitGroup> GroupsFrom(FoldedText text, int start)
    {
        var groups = new List<DigitGroup>();
        var separator = string.Empty;
        while (true)
        {
            var digits = new StringBuilder();
            var index = start;
            for (; text.IsDigit(index); index++)
                digits.Append(text[index]);
            groups.Add(new(digits.ToString(), start, index, separator));
            if (SeparatorAt(text, groups[^1]) is not { } next)
                return groups;
            (separator, start) = (next, index + next.Length);
        }
    }

    private static string? SeparatorAt(FoldedText text, DigitGroup group)
    {
        // The groups of a card; any other comma is in an amount or a list.
        if (text[group.End] == ',')
        {
            return group.Count == 4 && text.IsDigit(group.End + 1) && text.IsDigit(group.End + 4) && !text.IsDigit(group.End + 5)
                ? ","
                : null;
        }

        var separator = string.Empty;
        for (var index = group.End; separator.Length <= MaxSeparator; index++)
        {
            if (text.IsDigit(index))
                return separator;
            if (!Separators.Contains(text[index]))
                return null;
            separator += text[index];
        }

        return null;
    }

    private static void AddFound(FoldedText text, List<DigitGroup> groups, List<(int Start, int End)> found)
    {
        var kept = new KeptNumbers(text, groups);
        for (var (index, first) = (0, 0); index <= groups.Count; index++)
        {
            var keeps = index == groups.Count ? 1 : kept.CountAt(index);
            if (keeps == 0)
                continue;
            if (index > first && IsContact(text, groups, first, index))
                found.Add((StartOf(text, groups, first, index), groups[index - 1].End));
            first = index + keeps;
            index = first - 1;
        }
    }

    private static bool IsContact(FoldedText text, List<DigitGroup> groups, int first, int end)
    {
        var count = 0;
        for (var index = first; index < end && count < MinDigitsAlone; index++)
            count += groups[index].Count;
        var isAlone = end - first == 1 && text[groups[first].Start - 1] is not '+' && !FollowsWord(text, groups[first].Start);
        return count >= (isAlone ? MinDigitsAlone : MinDigits);
    }

    private static bool FollowsWord(FoldedText text, int start)
    {
        var index = start - 1;
        while (start - index <= 3 && text[index] is ' ' or ':' or '.' or '_' or '=' or '/')
            index--;
        var word = string.Empty;
        for (; word.Length < MaxWord && char.IsAsciiLetter(text[index]); index--)
            word = char.ToLowerInvariant(text[index]) + word;
        return WordsForPhone.Contains(word, StringComparer.Ordinal);
    }

    // With the plus sign and the parenthesis before it.
    private static int StartOf(FoldedText text, List<DigitGroup> groups, int first, int end)
    {
        var start = groups[first].Start;
        var isClosed = false;
        for (var index = first + 1; index < end && index < first + 3; index++)
            isClosed |= groups[index].Separator.Contains(')');
        if (isClosed && text[start - 1] == '(')
            start--;
        if (text[start - 1] == '+')
            return start - 1;
        return text[start - 1] == ' ' && text[start - 2] == '+' ? start - 2 : start;
    }
}
