using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace TwitterDm.Bench.Archives;

/// <summary>How long it takes to read an archive, and how much memory, beside a program that parses the file whole.</summary>
internal static class ArchiveBench
{
    /// <summary>Measures, and prints a table.</summary>
    /// <param name="messages">The number of messages.</param>
    public static int Run(int messages)
    {
        var folder = Directory.CreateTempSubdirectory("twitterdm-bench-").FullName;
        try
        {
            var (unpacked, zip) = (Path.Combine(folder, "archive"), Path.Combine(folder, "archive.zip"));
            var size = LargeArchive.Write(unpacked, zip, messages);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{messages:N0} messages in {size / 1e6:0} MB of JSON, {new FileInfo(zip).Length / 1e6:0} MB as a zip file"));
            Console.WriteLine($"{"method",-44} {"events",10} {"first event",12} {"total",9} {"peak memory",12}");
            Measure("Import-DmArchive's reader, folder", ArchiveReading.Streaming, unpacked);
            Measure("Import-DmArchive's reader, zip", ArchiveReading.Streaming, zip);
            Measure("the same with -First 100, folder", ArchiveReading.First, unpacked);
            Measure("JsonDocument, the file whole", ArchiveReading.Document, unpacked);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string name, string way, string path)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(ArchiveBench).Assembly.Location, "--archive", way, path])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        ) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var result = JsonSerializer.Deserialize<Dictionary<string, long>>(output)!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-44} {result["events"],10:N0} {result["first"] / 1000.0,10:0.0} s {result["milliseconds"] / 1000.0,7:0.0} s {result["peakBytes"] / 1e6,9:0} MB"));
    }
}
