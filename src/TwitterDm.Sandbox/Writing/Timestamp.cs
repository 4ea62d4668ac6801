using System.Globalization;

namespace TwitterDm.Sandbox.Writing;

/// <summary>Times as X writes them: UTC, with milliseconds.</summary>
internal static class Timestamp
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
