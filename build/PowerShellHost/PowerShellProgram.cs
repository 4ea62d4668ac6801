using System.Diagnostics;

namespace TwitterDm.PowerShellHost;

/// <summary>A PowerShell that starts.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Command">The program and the arguments that come before PowerShell's own.</param>
public sealed record PowerShellProgram(Version Version, IReadOnlyList<string> Command)
{
    /// <summary>Where it is, for people to read.</summary>
    public string Location => Command[^1];

    /// <summary>How to start it without a profile, prompts and telemetry.</summary>
    /// <param name="arguments">What follows <c>-NoProfile -NonInteractive</c>.</param>
    public ProcessStartInfo StartInfo(params IEnumerable<string> arguments) => StartInfo(Command, arguments);

    /// <summary>Runs it on this program's own console.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(StartInfo(arguments)) ?? throw new InvalidOperationException($"'{Location}' did not start.");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    internal static ProcessStartInfo StartInfo(IReadOnlyList<string> command, IEnumerable<string> arguments)
        => new(command[0], [.. command.Skip(1), "-NoProfile", "-NonInteractive", .. arguments])
        {
            // The tool was built for one .NET and runs on later ones, as its manifest says.
            Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1", ["POWERSHELL_UPDATECHECK"] = "Off", ["DOTNET_ROLL_FORWARD"] = "Major" },
        };
}
