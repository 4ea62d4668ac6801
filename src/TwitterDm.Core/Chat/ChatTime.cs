using System.Globalization;

namespace TwitterDm.Chat;

/// <summary>Times of X Chat: milliseconds since 1970, which can be anything.</summary>
internal static class ChatTime
{
    // Nothing at X is older than its first post; a time after the other end is a placeholder.
    private static readonly long Earliest = new DateTimeOffset(2006, 3, 21, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long Latest = new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    // The clocks of those who make keys and of X can differ.
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    /// <summary>Whether the version of a key can be that of the newest one: a number of milliseconds, and not in the future.</summary>
    /// <param name="version">The version.</param>
    /// <param name="now">The time at X.</param>
    public static bool CanBeNewest(string version, DateTimeOffset now)
        => version is not ['0', ..]
        && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= (now + Tolerance).ToUnixTimeMilliseconds();

    /// <summary>The time; null if it cannot be one.</summary>
    public static DateTimeOffset? OfMilliseconds(long? milliseconds)
        => milliseconds >= Earliest && milliseconds < Latest ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;

    /// <summary>The time in a text, such as the version of a key; null if it cannot be one.</summary>
    public static DateTimeOffset? OfMilliseconds(string? text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? OfMilliseconds(milliseconds) : null;
}
