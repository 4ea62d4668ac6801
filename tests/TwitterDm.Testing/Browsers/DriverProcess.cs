using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TwitterDm.Testing.Browsers;

/// <summary>A running chromedriver. Disposing it ends it and every browser that it started.</summary>
internal sealed partial class DriverProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private DriverProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    public static async Task<DriverProcess> StartAsync(string program)
    {
        var start = new ProcessStartInfo(program, ["--port=0"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var driver = new DriverProcess(Process.Start(start)!);
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            var port = await driver.ReadPortAsync(limit.Token).ConfigureAwait(false);
            driver.Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            // Its later output does not matter, but a full pipe would block it.
            driver._process.BeginErrorReadLine();
            _ = driver._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return driver;
        }
        catch
        {
            driver.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(StartLimit);
        }

        _process.Dispose();
    }

    private async Task<int> ReadPortAsync(CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (StartedPattern().Match(line) is { Success: true } match)
                return int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException("The driver ended without saying on which port it listens.");
    }

    [GeneratedRegex(@"started successfully on port (?<port>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StartedPattern();
}
