using System.Globalization;

namespace TwitterDm.Text;

/// <summary>
/// Reads times and durations as people type them. The result does not depend on the culture: a date is ISO 8601 or a duration, and anything
/// else is rejected, because <c>3/4/2026</c> means two different days.
/// </summary>
public static class TimeText
{
    private static readonly string[] Offsets = [string.Empty, "K", "zzz", "zz"];

    private static readonly string[] TimeSpanFormats = ["c", "g"];

    private static readonly string[] Formats =
    [
        .. Combine("yyyy-MM-dd", "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"),
        .. Combine("yyyyMMdd", "HHmm", "HHmmss"),
    ];

    /// <summary>Reads a time: ISO 8601, or a duration such as <c>7d</c>, which means that long ago.</summary>
    /// <param name="text">The text. Without an offset, a time is local.</param>
    /// <param name="now">The current time.</param>
    /// <param name="zone">The local time zone.</param>
    /// <param name="time">The time in UTC.</param>
    /// <returns>Whether the text is a valid time.</returns>
    public static bool TryParseTime(string? text, DateTimeOffset now, TimeZoneInfo zone, out DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (TryParseDuration(text, out var ago))
            return TrySubtract(now, ago, out time);
        time = default;
        // RFC 3339 allows lower case for T and Z.
        var given = text?.Trim().ToUpperInvariant();
        if (!DateTime.TryParseExact(given, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var parsed))
            return false;
        time = parsed.Kind == DateTimeKind.Utc ? new DateTimeOffset(parsed, TimeSpan.Zero) : ToUtc(parsed, zone);
        return true;
    }

    /// <summary>Subtracts a duration from the current time.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="ago">The duration.</param>
    /// <param name="time">The time.</param>
    /// <returns>Whether the result is a time that .NET can represent.</returns>
    public static bool TrySubtract(DateTimeOffset now, TimeSpan ago, out DateTimeOffset time)
    {
        var isValid = ago >= TimeSpan.Zero && ago <= now - DateTimeOffset.MinValue;
        time = isValid ? now - ago : default;
        return isValid;
    }

    /// <summary>
    /// Reads a duration: a number with <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>, or a time span such as <c>00:15:00</c>.
    /// </summary>
    /// <param name="text">The text. A number without a unit is not valid.</param>
    /// <param name="duration">The duration.</param>
    /// <returns>Whether the text is a valid duration.</returns>
    public static bool TryParseDuration(string? text, out TimeSpan duration)
    {
        duration = default;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return false;
        if (text.Contains(':', StringComparison.Ordinal) && !text.Contains('-', StringComparison.Ordinal))
            return TimeSpan.TryParseExact(text, TimeSpanFormats, CultureInfo.InvariantCulture, out duration);
        return UnitOf(text[^1]) is { } unit
            && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && TryMultiply(unit, count, out duration);
    }

    // The hour that a clock change skips does not exist: the time after it is meant.
    private static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(local);
        var utc = local.Ticks - offset.Ticks;
        return new(Math.Clamp(utc, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
    }

    private static TimeSpan? UnitOf(char unit) => char.ToLowerInvariant(unit) switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        'w' => TimeSpan.FromDays(7),
        _ => null,
    };

    private static bool TryMultiply(TimeSpan unit, decimal count, out TimeSpan duration)
    {
        var isValid = count <= TimeSpan.MaxValue.Ticks / unit.Ticks;
        duration = isValid ? TimeSpan.FromTicks((long)(unit.Ticks * count)) : default;
        return isValid;
    }

    private static IEnumerable<string> Combine(string date, params string[] times)
    {
        // Without hyphens, a date alone looks like a number.
        if (date.Contains('-', StringComparison.Ordinal))
            yield return date;
        foreach (var time in times)
        {
            foreach (var offset in Offsets)
            {
                yield return $"{date}'T'{time}{offset}";
                yield return $"{date}' '{time}{offset}";
            }
        }
    }
}
