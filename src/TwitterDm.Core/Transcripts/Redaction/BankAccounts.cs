namespace TwitterDm.Transcripts.Redaction;

/// <summary>Finds international bank account numbers (IBAN, ISO 13616) by their check digits.</summary>
internal static class BankAccounts
{
    private const int MinLength = 15;
    private const int MaxLength = 34;
    private const int HeaderLength = 4;

    /// <summary>The numbers, from their first to after their last character.</summary>
    public static List<(int Start, int End)> Find(FoldedText text)
    {
        var found = new List<(int, int)>();
        for (var index = 0; index < text.Length; index++)
        {
            if (!BeginsAt(text, index) || EndOf(text, index) is not { } end)
                continue;
            found.Add((index, end));
            index = end - 1;
        }

        return found;
    }

    private static bool BeginsAt(FoldedText text, int index)
        => char.IsAsciiLetter(text[index])
        && char.IsAsciiLetter(text[index + 1])
        && text.IsDigit(index + 2)
        && (!text.IsWord(index - 1) || FollowsWord(text, index));

    private static bool FollowsWord(FoldedText text, int index)
        => text[index - 1] is 'n' or 'N' && text[index - 2] is 'a' or 'A' && text[index - 3] is 'b' or 'B' && text[index - 4] is 'i' or 'I';

    // The longest one that ends where a word ends. The first four characters count as the last ones.
    private static int? EndOf(FoldedText text, int start)
    {
        var header = new List<char>(HeaderLength);
        var (sum, length, end) = (0, 0, (int?)null);
        for (var index = start; length < MaxLength; index++)
        {
            var character = text[index];
            if (character is ' ' or '-' or '.' && (char.IsAsciiLetterOrDigit(text[index + 1]) || text[index + 1] == ' '))
                continue;
            if (!char.IsAsciiLetterOrDigit(character))
                break;
            length++;
            if (length <= HeaderLength)
                header.Add(character);
            else
                sum = Append(sum, character);
            if (length == HeaderLength && !(char.IsAsciiDigit(header[2]) && char.IsAsciiDigit(header[3])))
                return null;
            if (length >= MinLength && !text.IsWord(index + 1) && header.Aggregate(sum, Append) == 1)
                end = index + 1;
        }

        return end;
    }

    // A letter counts as two digits.
    private static int Append(int sum, char character) => char.IsAsciiDigit(character)
        ? ((sum * 10) + character - '0') % 97
        : ((sum * 100) + char.ToUpperInvariant(character) - 'A' + 10) % 97;
}
