using System.Globalization;

namespace TwitterDm.Transcripts.JsonLines;

/// <summary>
/// Values of other types as text, the same on every machine. PowerShell's ConvertFrom-Json makes a time of any text that looks like one, so
/// a time becomes the text again, as far as that is possible: ISO 8601 with milliseconds.
/// </summary>
internal static class ValueText
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>The text of a value.</summary>
    public static string Of(object value)
        => value switch
        {
            // In the time zone of this machine, which the text did not have.
            DateTime { Kind: DateTimeKind.Local } time => Of(time.ToUniversalTime()),
            DateTime time => time.ToString(
                Seconds + FractionOf(time.Ticks) + (time.Kind == DateTimeKind.Utc ? "'Z'" : string.Empty),
                CultureInfo.InvariantCulture),
            DateTimeOffset { Offset.Ticks: 0 } time => Of(time.UtcDateTime),
            DateTimeOffset time => time.ToString(Seconds + FractionOf(time.Ticks) + "zzz", CultureInfo.InvariantCulture),
            DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
        };

    private static string FractionOf(long ticks) => ticks % TimeSpan.TicksPerMillisecond == 0 ? "'.'fff" : "'.'fffffff";
}
