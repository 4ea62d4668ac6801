using TwitterDm.HelpWriter.Pages;

namespace TwitterDm.HelpWriter.About;

/// <summary>Formats a table as plain text. Columns are as wide as their widest cell; the last one is wrapped.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    public static IEnumerable<string> Lines(PageTable table, int width)
    {
        var fixedWidths = Enumerable.Range(0, table.Rows[0].Count - 1).Select(column => table.Rows.Max(row => row[column].Length)).ToArray();
        var lastWidth = width - fixedWidths.Sum(column => column + Gap);
        var underline = table.Rows[0].Select(heading => new string('-', heading.Length)).ToArray();
        foreach (var row in table.Rows.Take(1).Append(underline).Concat(table.Rows.Skip(1)))
        {
            var start = string.Concat(fixedWidths.Select((column, index) => row[index].PadRight(column + Gap)));
            foreach (var line in WordWrap.Lines(row[^1], lastWidth))
            {
                yield return start + line;
                start = new string(' ', start.Length);
            }
        }
    }
}
