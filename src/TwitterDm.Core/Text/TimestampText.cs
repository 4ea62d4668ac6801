using System.Globalization;

namespace TwitterDm.Text;

/// <summary>Writes times as text that is the same on every machine, and sorts by time.</summary>
internal static class TimestampText
{
    /// <summary>A time in UTC with milliseconds (RFC 3339), such as <c>2026-11-26T11:50:48.123Z</c>.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
