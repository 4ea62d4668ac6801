using System.Globalization;

namespace TwitterDm.Transcripts.Html;

/// <summary>The contents of a page: its days, by month.</summary>
internal static class DayNavigation
{
    // More months are folded, so that the messages are in sight.
    private const int MaxOpenDays = 40;

    public static void Write(HtmlPage page, IReadOnlyList<TranscriptDay> days)
    {
        if (days.Count < 2)
            return;
        var isFolded = days.Count > MaxOpenDays;
        page.Write($"<nav class=\"days\" aria-labelledby=\"days\">\n<h2 id=\"days\">Days</h2>\n");
        var first = 0;
        for (var index = 1; index <= days.Count; index++)
        {
            if (index < days.Count && IsSameMonth(days[first].Date, days[index].Date))
                continue;
            WriteMonth(page, days, first, index, isFolded);
            first = index;
        }

        page.Write($"</nav>\n");
    }

    private static bool IsSameMonth(DateOnly one, DateOnly other) => (one.Year, one.Month) == (other.Year, other.Month);

    private static void WriteMonth(HtmlPage page, IReadOnlyList<TranscriptDay> days, int first, int end, bool isFolded)
    {
        var month = EnglishText.Month(days[first].Date);
        if (isFolded)
            page.Write($"<details><summary>{month} <span class=\"n\">· {EnglishText.Count(end - first, "day")}</span></summary>\n<ol>");
        else
            page.Write($"<h3>{month}</h3>\n<ol>");
        for (var index = first; index < end; index++)
        {
            var (date, count) = days[index];
            var label = $"{EnglishText.Day(date)}: {(count == 1 ? "1 entry" : $"{EnglishText.Number(count)} entries")}";
            page.Write(
                $"<li><a href=\"#{Anchor.Of(date)}\" title=\"{label}\" aria-label=\"{label}\">{date.ToString("ddd d", CultureInfo.InvariantCulture)}</a></li>");
        }

        page.WriteLiteral(isFolded ? "</ol>\n</details>\n" : "</ol>\n");
    }
}
