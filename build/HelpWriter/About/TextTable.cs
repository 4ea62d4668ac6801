using TwitterDm.HelpWriter.Pages;

namespace TwitterDm.HelpWriter.About;

/// <summary>
/// Formats a table as plain text. Columns are as wide as their widest cell if they fit; otherwise the wide ones share the rest, and their
/// cells are wrapped.
/// </summary>
internal static class TextTable
{
    private const int Gap = 2;

    public static IEnumerable<string> Lines(PageTable table, int width)
    {
        var widths = Widths(table.Rows, width);
        var underline = table.Rows[0].Select(heading => new string('-', heading.Length)).ToArray();
        return table.Rows.Take(1).Append(underline).Concat(table.Rows.Skip(1)).SelectMany(row => Row(row, widths));
    }

    private static IEnumerable<string> Row(IReadOnlyList<string> row, int[] widths)
    {
        var cells = row.Select((cell, column) => WordWrap.Lines(cell, widths[column]).ToArray()).ToArray();
        for (var line = 0; line < cells.Max(cell => cell.Length); line++)
        {
            var parts = cells.Select((cell, column) => (line < cell.Length ? cell[line] : string.Empty).PadRight(widths[column]));
            yield return string.Join(new string(' ', Gap), parts).TrimEnd();
        }
    }

    private static int[] Widths(IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        var columns = Enumerable.Range(0, rows[0].Count).ToArray();
        var widths = columns.Select(column => rows.Max(row => row[column].Length)).ToArray();
        var shortest = columns.Select(column => rows.Max(row => row[column].Split(' ').Max(word => word.Length))).ToArray();
        var available = width - (Gap * (columns.Length - 1));

        // Narrows the widest column until all fit. No column becomes narrower than its longest word.
        while (widths.Sum() > available)
        {
            var widest = columns.Where(column => widths[column] > shortest[column]).DefaultIfEmpty(-1).MaxBy(column => column < 0 ? 0 : widths[column]);
            if (widest < 0)
                break;
            widths[widest]--;
        }

        return widths;
    }
}
