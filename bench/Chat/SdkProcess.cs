using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace TwitterDm.Bench.Chat;

/// <summary>X's own SDK in Node, which measures itself; the start of Node and the transfer of the events do not count.</summary>
internal sealed class SdkProcess : IDisposable
{
    private readonly Process _process;
    private readonly int _count;

    private SdkProcess(Process process, int count)
    {
        _process = process;
        _count = count;
    }

    public static string Missing => "It needs Node, and npm ci --prefix tests/clients/chat-xdk.";

    private static string Folder => Path.Combine(Checkout.Root, "tests", "clients", "chat-xdk");

    /// <summary>Starts Node and gives it the events; null if it cannot be run.</summary>
    public static SdkProcess? TryStart(EncryptedEvents events)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            return null;
        try
        {
            var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "time-events.js")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            process.StandardInput.WriteLine(JsonSerializer.Serialize(events.SdkInput));
            return new(process, events.Messages.Count + 1);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Has all events read in one call, as the SDK recommends.</summary>
    public TimeSpan Measure()
    {
        _process.StandardInput.WriteLine();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Node ended.");
        using var result = JsonDocument.Parse(line);
        var verified = result.RootElement.GetProperty("verified").GetInt32();
        return verified == _count
            ? TimeSpan.FromMilliseconds(result.RootElement.GetProperty("milliseconds").GetDouble())
            : throw new InvalidOperationException($"X's SDK verified {verified} of {_count} events.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
