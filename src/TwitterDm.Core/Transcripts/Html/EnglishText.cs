using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>Numbers, times and lists as English text, the same on every machine.</summary>
internal static class EnglishText
{
    private static readonly string[] Units = ["KB", "MB", "GB", "TB"];

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things, such as <c>1 event</c> or <c>1,200 events</c>.</summary>
    public static string Count(long number, string what) => CountText.Grouped(number, what);

    /// <summary>A day, such as <c>Thursday, 26 November 2026</c>.</summary>
    public static string Day(DateOnly date) => date.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A month, such as <c>November 2026</c>.</summary>
    public static string Month(DateOnly date) => date.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A day and a time, such as <c>26 Nov 2026, 21:23</c>.</summary>
    public static string DayAndTime(DateTimeOffset time) => time.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time, such as <c>21:23</c>.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time to the second with its offset, such as <c>Thursday, 26 November 2026, 21:23:05 +01:00</c>.</summary>
    public static string Exactly(DateTimeOffset time) => time.ToString("dddd, d MMMM yyyy, HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>A time for machines.</summary>
    public static string Machine(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>A day for machines.</summary>
    public static string Machine(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A length, such as <c>1:05</c> or <c>1:00:05</c>.</summary>
    public static string Duration(TimeSpan duration) => duration < TimeSpan.FromHours(1)
        ? duration.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}:{duration.Minutes:00}:{duration.Seconds:00}");

    /// <summary>A size, such as <c>1.2 MB</c>.</summary>
    public static string Size(long bytes)
    {
        if (bytes < 1000)
            return Count(bytes, "byte");
        var (size, unit) = (bytes / 1000.0, 0);
        for (; size >= 999.95 && unit < Units.Length - 1; unit++)
            size /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }

    /// <summary>Items as a list, such as <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => string.Empty,
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };
}
