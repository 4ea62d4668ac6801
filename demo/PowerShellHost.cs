using System.ComponentModel;
using System.Diagnostics;

namespace TwitterDm.Demo;

/// <summary>A PowerShell of this machine that the module works in: 7.4 or later.</summary>
internal sealed class PowerShellHost
{
    private static readonly Version Oldest = new(7, 4);

    private readonly string _command;
    private readonly string[] _prefix;

    private PowerShellHost(string command, string[] prefix, Version version)
    {
        _command = command;
        _prefix = prefix;
        Version = version;
    }

    public Version Version { get; }

    /// <summary>Looks for <c>pwsh</c> on PATH, then for the local tool of <c>dotnet tool restore</c>.</summary>
    /// <param name="reason">Why there is none.</param>
    public static PowerShellHost? Find(out string reason)
    {
        reason = "no PowerShell 7.4 or later was found, neither pwsh on PATH nor from 'dotnet tool restore'";
        return Probe("pwsh") ?? Probe("dotnet", "tool", "run", "pwsh", "--");
    }

    public int RunFile(string script, params string[] arguments)
    {
        using var process = Start(redirect: false, ["-NoProfile", "-NonInteractive", "-File", script, .. arguments])
            ?? throw new InvalidOperationException($"'{_command}' did not start.");
        process.WaitForExit();
        return process.ExitCode;
    }

    private static PowerShellHost? Probe(string command, params string[] prefix)
    {
        try
        {
            var host = new PowerShellHost(command, prefix, Oldest);
            using var process = host.Start(redirect: true, ["-NoProfile", "-NonInteractive", "-Command", "'{0}.{1}' -f $PSVersionTable.PSVersion.Major, $PSVersionTable.PSVersion.Minor"]);
            var output = process?.StandardOutput.ReadToEnd() ?? string.Empty;
            process?.WaitForExit();
            return Version.TryParse(output.Trim(), out var version) && version >= Oldest ? new(command, prefix, version) : null;
        }
        catch (Win32Exception)
        {
            // There is no such command: the next place is looked at.
            return null;
        }
    }

    private Process? Start(bool redirect, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(_command, [.. _prefix, .. arguments])
    {
        RedirectStandardOutput = redirect,
        RedirectStandardError = redirect,
        WorkingDirectory = Paths.RepositoryRoot,
        Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1", ["POWERSHELL_UPDATECHECK"] = "Off" },
    });
}
