using System.Text;

namespace TwitterDm.Transcripts.Redaction;

/// <summary>
/// Recognizes e-mail addresses, phone numbers, card numbers and bank accounts. In doubt, digits are removed; dates, times, amounts,
/// versions, addresses of computers and ids of X stay. Each part reads the text a fixed number of times, so that no text takes long.
/// </summary>
internal static class ContactData
{
    private const int MinDigits = 7;

    /// <summary>Replaces all of them.</summary>
    public static string Remove(string text, Func<string> replacement)
    {
        if (!CanContain(text))
            return text;
        var folded = new FoldedText(text);
        var found = Find(folded);
        if (found.Count == 0)
            return text;
        var result = new StringBuilder(text.Length);
        var position = 0;
        foreach (var (start, end) in Merged(found))
        {
            result.Append(text, position, folded.StartOf(start) - position).Append(replacement());
            position = folded.StartOf(end);
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>Whether a text contains any of them.</summary>
    public static bool IsIn(string text) => CanContain(text) && Find(new(text)).Count > 0;

    /// <summary>Where they are, in no order; some can overlap.</summary>
    public static List<(int Start, int End)> Find(FoldedText text)
        => [.. new MailAddresses(text).Find(), .. BankAccounts.Find(text), .. Numbers.Find(text)];

    // Without an @ and with few digits, there is nothing to look for.
    private static bool CanContain(string text)
    {
        var digits = 0;
        foreach (var character in text)
        {
            if (character is '@' or '%' or '&' or '\uFF20' or '\uFE6B')
                return true;
            if ((char.IsNumber(character) || char.IsHighSurrogate(character)) && ++digits >= MinDigits)
                return true;
        }

        return false;
    }

    private static List<(int Start, int End)> Merged(List<(int Start, int End)> found)
    {
        found.Sort();
        var merged = new List<(int Start, int End)>();
        foreach (var range in found)
        {
            if (merged.Count > 0 && range.Start < merged[^1].End)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, range.End));
            else
                merged.Add(range);
        }

        return merged;
    }
}
