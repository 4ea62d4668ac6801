using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace TwitterDm.Bench.Speed;

/// <summary>The measurements of one process.</summary>
/// <param name="Total">The time from its start to its end.</param>
/// <param name="Work">The time of the statement that it measures itself.</param>
/// <param name="Events">How many events it got.</param>
/// <param name="PeakBytes">The peak of its memory.</param>
/// <param name="Methods">How many methods were compiled at run time; zero if it does not know.</param>
internal sealed record Sample(TimeSpan Total, TimeSpan Work, long Events, long PeakBytes, long Methods)
{
    /// <summary>Prints the measurements of this process.</summary>
    public static void Write(long events, TimeSpan work)
    {
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events} {work.TotalMilliseconds} {self.PeakWorkingSet64} {JitInfo.GetCompiledMethodCount()}"));
    }

    /// <summary>Runs a process that prints its measurements.</summary>
    public static Sample Take(IReadOnlyList<string> command, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{command[0]}' did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var total = Stopwatch.GetElapsedTime(began);
        if (process.ExitCode != 0 || output.Trim().Split('\n')[^1].Split(' ') is not [var events, var work, var peak, var methods])
            throw new InvalidOperationException($"'{string.Join(' ', command)}' failed: {output}");
        return new(
            total,
            TimeSpan.FromMilliseconds(double.Parse(work, CultureInfo.InvariantCulture)),
            long.Parse(events, CultureInfo.InvariantCulture),
            long.Parse(peak, CultureInfo.InvariantCulture),
            long.Parse(methods, CultureInfo.InvariantCulture));
    }
}
