using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>Where an error is in a file of rows: which row, and what its columns are called.</summary>
/// <param name="Number">The number of the row, from 1; a line with the names of the columns does not count.</param>
/// <param name="Columns">The names of the columns.</param>
internal sealed record RowPlace(int Number, IReadOnlyList<string> Columns)
{
    private const int MaxShown = 200;
    private const string Delimiters = ";\t|";

    /// <summary>The advice for an error about the row.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="usual">The advice where the row is not known.</param>
    public string Advise(DmException exception, string? usual)
    {
        var advice = exception.Reason == DmErrorReason.NoRecipient ? ForColumns() : usual;
        return string.Create(CultureInfo.InvariantCulture, $"{advice} The error is about row {Number} of the input.").TrimStart();
    }

    private string ForColumns()
    {
        if (Columns is [var single] && single.AsSpan().IndexOfAny(Delimiters) is >= 0 and var index)
            return $"Another character than a comma separates its columns: use Import-Csv with -Delimiter '{single[index]}'.";
        return Columns.Contains("To", StringComparer.OrdinalIgnoreCase)
            ? "Its column To is empty: fill it in, or remove the row."
            : $"Its columns are {VisibleText.Of(string.Join(", ", Columns), MaxShown)}. Messages need a column To (or ConversationId) and a column Text: "
                + "rename the columns, or name them with -To { $_.NAME } -Text { $_.NAME }.";
    }
}
