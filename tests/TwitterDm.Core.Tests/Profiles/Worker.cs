using System.Diagnostics;

namespace TwitterDm.Core.Tests.Profiles;

/// <summary>A process that uses the store.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Worker(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "TwitterDm.StoreWorker.dll");

    public static Worker Start(params string[] arguments) => Start([], arguments);

    public static Worker Start(IEnumerable<(string Name, string Value)> environment, params string[] arguments)
        => StartProgram("dotnet", environment, [Program, .. arguments]);

    public static Worker StartProgram(string program, IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        // A killed process would leave the runtime's diagnostic pipe behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new Worker(start);
    }

    /// <summary>Whether a program runs successfully; false if it does not exist.</summary>
    public static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var worker = StartProgram(program, [], arguments);
            return worker.EndAsync().GetAwaiter().GetResult().ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public async Task<string?> ReadLineAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _process.StandardOutput.ReadLineAsync(limit.Token);
    }

    /// <summary>Writes a line to its standard input.</summary>
    public void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Closes its standard input, which releases the lock that it holds.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Kills it and returns the rest of its output.</summary>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        return (await EndAsync()).Output;
    }

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, output, await _errors);
    }

    public async Task<string> SucceedAsync()
    {
        var (exitCode, output, errors) = await EndAsync();
        Assert.True(exitCode == 0, output + errors);
        return output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
