using System.Diagnostics;
using System.Globalization;

namespace TwitterDm.Bench.Speed.Server;

/// <summary>A <see cref="PageServer"/> in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri api, long bytes) => (_process, Api, Bytes) = (process, api, bytes);

    public Uri Api { get; }

    /// <summary>The number of bytes of all responses.</summary>
    public long Bytes { get; }

    /// <summary>Starts it, and waits until it has its pages.</summary>
    /// <param name="plan">What it serves.</param>
    public static ServerProcess Start(ServerPlan plan)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ServerProcess).Assembly.Location, "--serve", .. plan.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        }) ?? throw new InvalidOperationException("The server did not start.");
        var line = process.StandardOutput.ReadLine()?.Split(' ') ?? throw new InvalidOperationException("The server ended before it was listening.");
        return new(process, new Uri(line[0]), long.Parse(line[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Ends it, and returns how long it took for a response on average.</summary>
    public TimeSpan Stop()
    {
        _process.StandardInput.Close();
        return TimeSpan.FromTicks(long.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
