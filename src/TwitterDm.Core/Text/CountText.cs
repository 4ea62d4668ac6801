using System.Globalization;

namespace TwitterDm.Text;

/// <summary>A number with a noun, as English has it: "1 event", "2 events".</summary>
public static class CountText
{
    /// <summary>The number and the noun.</summary>
    /// <param name="number">The number.</param>
    /// <param name="noun">The noun in the singular, whose plural ends in "s".</param>
    /// <returns>Such as <c>1000 events</c>.</returns>
    public static string Of(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{End(number)}");

    /// <summary>The number, with separators between thousands, and the noun.</summary>
    /// <param name="number">The number.</param>
    /// <param name="noun">The noun in the singular, whose plural ends in "s".</param>
    /// <returns>Such as <c>1,000 events</c>.</returns>
    public static string Grouped(long number, string noun)
        => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{End(number)}");

    private static string End(long number) => number == 1 ? string.Empty : "s";
}
