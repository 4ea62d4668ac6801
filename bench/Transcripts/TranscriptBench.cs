using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace TwitterDm.Bench.Transcripts;

/// <summary>
/// How long it takes to write the transcript of a long conversation, and how much memory, beside a program that keeps all events.
/// </summary>
internal static class TranscriptBench
{
    /// <summary>Measures, and prints a table.</summary>
    /// <param name="events">The number of events.</param>
    public static int Run(int events)
    {
        var folder = Directory.CreateTempSubdirectory("twitterdm-bench-").FullName;
        try
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{events:N0} events of one conversation, newest first, of which a tenth are reactions and edits"));
            Console.WriteLine($"{"method", -44} {"files", 7} {"size", 9} {"total", 9} {"peak memory", 12}");
            Measure("Export-DmTranscript, JSON Lines", "t.jsonl", events, folder);
            Measure("Export-DmTranscript, Markdown", "t.md", events, folder);
            Measure("Export-DmTranscript, one page", "t.html", events, folder);
            Measure("Export-DmTranscript, pages of 5,000", TranscriptWriting.Partitioned, events, folder);
            Measure("Import-DmTranscript", TranscriptWriting.Import, events, folder);
            Measure("all events in memory, one page", TranscriptWriting.InMemory, events, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string name, string way, int events, string folder)
    {
        string[] arguments = [typeof(TranscriptBench).Assembly.Location, "--transcript", way, events.ToString(CultureInfo.InvariantCulture), folder];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("dotnet did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            Console.WriteLine($"{name,-44} failed");
            return;
        }

        var result = JsonSerializer.Deserialize<Dictionary<string, long>>(output)!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-44} {result["files"],7:N0} {result["bytes"] / 1e6,6:0} MB {result["milliseconds"] / 1000.0,7:0.0} s {result["peakBytes"] / 1e6,9:0} MB"));
    }
}
