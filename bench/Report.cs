using System.Globalization;

namespace TwitterDm.Bench;

/// <summary>A table of the measurements of each way, with ratios to Get-DmEvent or, without PowerShell, to the core.</summary>
internal static class Report
{
    private const double Mebibyte = 1024 * 1024;

    public static void Write(int count, IReadOnlyList<Measurement> results)
    {
        var unit = results.FirstOrDefault(result => result.Way.StartsWith("Get-DmEvent", StringComparison.Ordinal)) ?? results[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} events from the sandbox; ratios relative to: {unit.Way}"));
        Console.WriteLine($"{"method",-32} {"events",8} {"requests",8} {"seconds",8} {"ratio",6} {"peak MiB",9} {"ratio",6}");
        foreach (var result in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Way,-32} {result.Events,8} {result.Requests,8} {result.Milliseconds / 1000.0,8:0.0} {(double)result.Milliseconds / unit.Milliseconds,6:0.00} {result.PeakBytes / Mebibyte,9:0} {(double)result.PeakBytes / unit.PeakBytes,6:0.00}"));
        }
    }
}
