using System.Globalization;
using System.Numerics;

namespace TwitterDm.Binding;

/// <summary>
/// A value at the position of an id. PowerShell, Excel and JSON turn ids into other types, some of which change them: a character would
/// become its code, and a floating-point number is rounded.
/// </summary>
/// <param name="Text">The value as text.</param>
/// <param name="Reason">Why it cannot be an id; none for a text or an exact number.</param>
/// <param name="IsScalar">Whether the value is a text or another simple value; false for an object with properties of its own.</param>
internal readonly record struct IdValue(string Text, DmErrorReason Reason, bool IsScalar = true)
{
    // Up to these, every whole number has an exact representation.
    private const double MaxExactDouble = 9_007_199_254_740_992;
    private const float MaxExactSingle = 16_777_216;

    // A decimal itself is exact, but what becomes one has usually been a double.
    private const decimal MaxExactDecimal = 9_007_199_254_740_992;

    /// <summary>Reads a value that is not wrapped in a PSObject.</summary>
    public static IdValue Of(object? value)
        => value switch
        {
            null => new(string.Empty, DmErrorReason.UserMissing),
            string text => new(text, DmErrorReason.None),
            char character => new(character.ToString(), DmErrorReason.SingleCharacter),
            Enum or bool => new($"({value})", DmErrorReason.None),
            sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger => new(Format(value), DmErrorReason.None),
            float number => OfNumber(number, float.IsInteger(number) && Math.Abs(number) <= MaxExactSingle),
            double number => OfNumber(number, double.IsInteger(number) && Math.Abs(number) <= MaxExactDouble),
            decimal number => OfNumber(
                decimal.IsInteger(number) ? decimal.Truncate(number) : number,
                decimal.IsInteger(number) && Math.Abs(number) <= MaxExactDecimal),
            ValueType => new($"({Format(value)})", DmErrorReason.None),
            _ => new(string.Empty, DmErrorReason.None, IsScalar: false),
        };

    private static IdValue OfNumber(IFormattable number, bool isExact)
        => new(
            isExact ? number.ToString("F0", CultureInfo.InvariantCulture) : Format(number),
            isExact ? DmErrorReason.None : DmErrorReason.InexactNumber);

    private static string Format(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
