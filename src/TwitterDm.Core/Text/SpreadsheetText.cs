using System.Buffers;

namespace TwitterDm.Text;

/// <summary>Text from strangers, made fit for a spreadsheet: it neither is a formula nor holds what a terminal obeys.</summary>
internal static class SpreadsheetText
{
    // What makes a spreadsheet read a cell as a formula, by the list of OWASP's page "CSV Injection".
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n|%\uFF1D\uFF0B\uFF0D\uFF20");

    /// <summary>The visible text, with an apostrophe before what would be a formula.</summary>
    public static string Of(string text)
    {
        var visible = VisibleText.Of(text);
        var start = text.AsSpan().TrimStart(" \u00A0\"'");
        return start.IsEmpty || !FormulaStarts.Contains(start[0]) ? visible : "'" + visible;
    }
}
