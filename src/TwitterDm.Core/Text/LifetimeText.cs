using System.Globalization;

namespace TwitterDm.Text;

/// <summary>After how long messages disappear, as people say it.</summary>
public static class LifetimeText
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    /// <summary>Writes a number of milliseconds in the largest unit that divides it.</summary>
    /// <param name="milliseconds">The number, of any type, or its text.</param>
    /// <returns>Such as <c>7 days</c>; null if it is not a number above 0.</returns>
    public static string? Of(object? milliseconds)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{milliseconds}");
        if (!long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            return null;
        return number switch
        {
            <= 0 => null,
            _ when number % Day == 0 => CountText.Of(number / Day, "day"),
            _ when number % Hour == 0 => CountText.Of(number / Hour, "hour"),
            _ when number % Minute == 0 => CountText.Of(number / Minute, "minute"),
            _ => CountText.Of(number / Second, "second"),
        };
    }
}
