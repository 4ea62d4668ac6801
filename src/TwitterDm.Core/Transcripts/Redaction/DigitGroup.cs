using System.Globalization;

namespace TwitterDm.Transcripts.Redaction;

/// <summary>Digits without anything between them.</summary>
/// <param name="Digits">The digits; the first ones if there are very many.</param>
/// <param name="Start">The first character.</param>
/// <param name="End">After the last character.</param>
/// <param name="Separator">What is between it and the group before it; empty at the beginning.</param>
internal readonly record struct DigitGroup(string Digits, int Start, int End, string Separator)
{
    private const int MinDigitsOfCard = 13;
    private const int MinDigitsOfId = 16;
    private const int MaxDigitsOfCard = 19;

    /// <summary>The number of digits.</summary>
    public int Count => End - Start;

    /// <summary>Whether it is an id, or another number that is too long for a phone and is no card.</summary>
    public bool IsId => Count >= MinDigitsOfId && !IsCard;

    /// <summary>Whether it is the number of a card, or contains one among even more digits.</summary>
    public bool IsCard => Count <= MaxDigitsOfCard ? IsCardNumber(Digits) : Contains16();

    // Issuers' numbers begin with 3 to 6, or 2221 to 2720: the ids of X, which are as long, mostly begin with 1 or 2. With 17 or 18 digits,
    // only few issuers are left.
    private static bool IsCardNumber(ReadOnlySpan<char> digits) => digits.Length switch
    {
        < MinDigitsOfCard => false,
        17 or 18 => digits[0] is '5' or '6',
        16 => digits[0] is >= '3' and <= '6' || int.Parse(digits[..4], CultureInfo.InvariantCulture) is >= 2221 and <= 2720,
        _ => digits[0] is >= '3' and <= '6',
    } && IsLuhn(digits);

    private bool Contains16()
    {
        for (var start = 0; start + 16 <= Digits.Length; start++)
        {
            if (IsCardNumber(Digits.AsSpan(start, 16)) || IsCardNumber(Digits.AsSpan(start, 15)))
                return true;
        }

        return false;
    }

    private static bool IsLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[^(index + 1)] - '0';
            sum += index % 2 == 0 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit;
        }

        return sum % 10 == 0;
    }
}
