using System.Globalization;

namespace TwitterDm.Sandbox.Validation;

/// <summary>
/// Numbers in the text of requests. The methods of .NET alone would also accept NUL characters at the end, and a plus sign.
/// </summary>
internal static class NumberText
{
    /// <summary>Reads ASCII digits.</summary>
    public static bool TryParseDigits(string? text, out long number)
    {
        number = 0;
        return text is not null
            && text.All(char.IsAsciiDigit)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads ASCII digits, after a minus sign or not.</summary>
    public static bool TryParseInteger(string text, out long number)
    {
        if (!text.StartsWith('-'))
            return TryParseDigits(text, out number);
        var isNumber = TryParseDigits(text[1..], out number);
        number = -number;
        return isNumber;
    }
}
