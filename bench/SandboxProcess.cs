using System.Diagnostics;
using System.Globalization;

namespace TwitterDm.Bench;

/// <summary>The sandbox in its own process, so that its CPU time and memory are not measured.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private readonly Process _process;

    private SandboxProcess(Process process, Uri api)
    {
        _process = process;
        Api = api;
    }

    public Uri Api { get; }

    public static SandboxProcess Start(int eventCount)
    {
        var count = eventCount.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(new ProcessStartInfo("dotnet", [Checkout.Host, "--port", "0", "--event-count", count, "--rate-limit", "1000000"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            // It is killed at the end, which would leave the runtime's diagnostic pipe behind.
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
        }) ?? throw new InvalidOperationException("The sandbox did not start.");
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The sandbox ended before it was listening.");
        return new(process, new Uri(line.Split(' ')[0]));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
