using System.Globalization;

namespace TwitterDm.Text;

/// <summary>Writes times as text: one that is the same on every machine and sorts by time, and one for people.</summary>
internal static class TimestampText
{
    /// <summary>A time in UTC with milliseconds (RFC 3339), such as <c>2026-11-26T11:50:48.123Z</c>.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time as the tables show it, in local time, with its offset, such as <c>2026-11-26 12:50:48 +01:00</c>.</summary>
    public static string Local(DateTimeOffset? time)
        => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) ?? string.Empty;
}
