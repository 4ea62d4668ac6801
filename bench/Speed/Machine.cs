using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TwitterDm.Bench.Speed;

/// <summary>What the measurements were made on.</summary>
internal static class Machine
{
    private static readonly Lazy<string?> Node = new(() => OutputOf("node", "--version"));

    /// <summary>The version of Node; null without it.</summary>
    public static string? NodeVersion => Node.Value;

    /// <summary>The processor, the memory and the operating system.</summary>
    public static string Description
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})");

    private static string Processor => File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "an unknown processor";

    private static string? OutputOf(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [argument]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return output;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
