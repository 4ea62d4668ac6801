using System.Buffers;

namespace TwitterDm.Text;

/// <summary>Makes untrusted text safe for a spreadsheet: it is not read as a formula, and contains no terminal control characters.</summary>
internal static class SpreadsheetText
{
    // Characters that make a spreadsheet read a cell as a formula, from OWASP's page "CSV Injection".
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n|%\uFF1D\uFF0B\uFF0D\uFF20");

    /// <summary>The visible text, with an apostrophe before what would be a formula.</summary>
    public static string Of(string text)
    {
        var visible = VisibleText.Of(text);
        var start = text.AsSpan().TrimStart(" \u00A0\"'");
        return start.IsEmpty || !FormulaStarts.Contains(start[0]) ? visible : "'" + visible;
    }
}
