using System.Text.RegularExpressions;

namespace TwitterDm.Transcripts.Redaction;

/// <summary>Recognizes e-mail addresses, phone numbers and card numbers. In doubt, digits are removed; ids and times of X stay.</summary>
internal static partial class ContactData
{
    private const int TimeoutMilliseconds = 2000;
    private const int MinDigitsOfPhone = 7;
    private const int MinDigitsOfBarePhone = 9;
    private const int MaxDigitsOfPhone = 15;

    /// <summary>Replaces all of them.</summary>
    public static string Remove(string text, Func<string> replacement)
    {
        // Without an @ and with few digits, there is nothing to look for.
        if (text.Contains('@', StringComparison.Ordinal) || text.Contains('＠', StringComparison.Ordinal) || text.Contains("%40", StringComparison.Ordinal))
            text = Email().Replace(text, _ => replacement());
        return text.Count(char.IsDigit) < MinDigitsOfPhone ? text : Numbers().Replace(text, match => IsCard(match.ValueSpan) || IsPhone(match.ValueSpan) ? replacement() : match.Value);
    }

    // The digits of any script, because a phone number is one in all of them.
    private static int[] DigitsOf(ReadOnlySpan<char> text)
    {
        var digits = new List<int>();
        foreach (var character in text)
        {
            if (char.IsDigit(character))
                digits.Add((int)char.GetNumericValue(character));
        }

        return [.. digits];
    }

    // Issuers' numbers begin with 3 to 6, or 2221 to 2720: the ids of X, which are as long, begin with 1 or 2.
    private static bool IsCard(ReadOnlySpan<char> text)
    {
        var digits = DigitsOf(text);
        if (digits.Length is < 13 or > 19)
            return false;
        var issuer = (digits[0] * 1000) + (digits[1] * 100) + (digits[2] * 10) + digits[3];
        return (digits[0] is >= 3 and <= 6 || issuer is >= 2221 and <= 2720) && IsLuhn(digits);
    }

    private static bool IsLuhn(int[] digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[^(index + 1)];
            sum += index % 2 == 0 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit;
        }

        return sum % 10 == 0;
    }

    private static bool IsPhone(ReadOnlySpan<char> text)
    {
        var count = DigitsOf(text).Length;
        var isBare = text.IndexOfAnyExceptInRange('0', '9') < 0;
        return count <= MaxDigitsOfPhone && count >= (isBare ? MinDigitsOfBarePhone : MinDigitsOfPhone) && !NoPhone().IsMatch(text);
    }

    [GeneratedRegex("(?<![\\p{L}\\p{N}._%+'-])[\\p{L}\\p{N}._%+'-]+(?:@|＠|%40)[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex Email();

    // Groups of digits with what people write between them; at most two characters at once, so that it is still one number.
    [GeneratedRegex("(?<![\\p{L}\\p{N}_])(?:\\+\\s?)?\\(?\\d(?:[\\s().\\-\\u2010-\\u2015\\u2212/\\u00A0\\u202F]{0,2}\\d)+(?![\\p{L}\\p{N}_])", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex Numbers();

    // Dates with or without a time, and addresses of computers.
    [GeneratedRegex("^(?:(?:19|20)\\d\\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\\d|3[01])(?:\\s+\\d{1,2})?|(?:0?[1-9]|[12]\\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:19|20)\\d\\d(?:\\s+\\d{1,2})?|\\d{1,3}(?:\\.\\d{1,3}){3})$", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex NoPhone();
}
