using System.Globalization;

namespace TwitterDm.Bench.Speed.Results;

/// <summary>Numbers as text.</summary>
internal static class Text
{
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A median with its spread.</summary>
    public static string Seconds(Spread spread) => Of($"{spread.Median:0.00} s | {spread.Minimum:0.00}–{spread.Maximum:0.00} s");

    /// <summary>A median with its spread.</summary>
    public static string Milliseconds(Spread spread) => Of($"{spread.Median * 1000:0} ms | {spread.Minimum * 1000:0}–{spread.Maximum * 1000:0} ms");

    /// <summary>Memory over that of an idle PowerShell; nothing for a program that needs less.</summary>
    public static string Over(double megabytes) => megabytes < 0 ? "" : Of($"{megabytes:0} MB");

    /// <summary>The name of a way in a cell of a table, which a bar in it would end.</summary>
    public static string Cell(string name) => name.Replace("|", "\\|", StringComparison.Ordinal);
}
