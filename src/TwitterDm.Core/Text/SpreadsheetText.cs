using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace TwitterDm.Text;

/// <summary>
/// Makes untrusted text safe for a spreadsheet: it is not read as a formula, and contains no terminal control characters.
/// </summary>
internal static class SpreadsheetText
{
    // Characters that make a spreadsheet read a cell as a formula, from OWASP's page "CSV Injection", with their full-width and small forms
    // and the minus sign, which some programs convert.
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create(
        "=+-@\t\r\n|%\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B\u2212");

    /// <summary>The visible text, with an apostrophe before what would be a formula; null for null.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        if (text is null)
            return null;
        var visible = VisibleText.Of(text);
        return IsFormula(text) || IsFormula(visible) ? "'" + visible : visible;
    }

    // Programs ignore white space and quotation marks at the beginning of a cell.
    private static bool IsFormula(string text)
    {
        foreach (var character in text)
        {
            if (FormulaStarts.Contains(character))
                return true;
            if (character is not ('"' or '\'') && !char.IsWhiteSpace(character))
                return false;
        }

        return false;
    }
}
