using System.Diagnostics;
using System.Text;

namespace TwitterDm.PowerShellHost;

/// <summary>A program without input whose output is collected, and which ends together with everything that it started.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    // A process that outlives its parent can keep the parent's pipes open; waiting for it ends after this time.
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ChildProcess(Process process) => _process = process;

    /// <summary>What it has printed so far, to either stream.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="start">What to start; its streams are redirected.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static ChildProcess Start(ProcessStartInfo start)
    {
        ArgumentNullException.ThrowIfNull(start);
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += child.Append;
        child._process.ErrorDataReceived += child.Append;
        child._process.Start();
        child._process.StandardInput.Close();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end, or kills it when the time is up.</summary>
    /// <returns>Its exit code, null if it was killed, and everything that it printed.</returns>
    public static async Task<(int? ExitCode, string Output)> RunAsync(ProcessStartInfo start, TimeSpan timeout)
    {
        await using var child = Start(start);
        using var stop = new CancellationTokenSource(timeout);
        try
        {
            return (await child.WaitForExitAsync(stop.Token), child.Output);
        }
        catch (OperationCanceledException)
        {
            return (null, child.Output);
        }
    }

    /// <summary>Waits for its end and for the end of its output.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken stop)
    {
        await _process.WaitForExitAsync(stop);
        return _process.ExitCode;
    }

    /// <summary>Kills it, with its children, if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            using var stop = new CancellationTokenSource(KillTime);
            await _process.WaitForExitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _process.Dispose();
    }

    private void Append(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_output)
            _output.AppendLine(line.Data);
    }
}
