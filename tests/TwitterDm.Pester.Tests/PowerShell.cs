using System.ComponentModel;
using System.Globalization;
using TwitterDm.Testing;

namespace TwitterDm.Pester.Tests;

/// <summary>A PowerShell that can run the suite. Looked for once in a process: on PATH, then among the repository's own tools.</summary>
internal sealed class PowerShell
{
    private const string PretendNone = "TWITTERDM_TEST_NO_PWSH";
    private const string ProbeCommand =
        "$pester = Get-Module -ListAvailable -Name Pester | Sort-Object Version -Descending | Select-Object -First 1; "
        + "'{0}.{1} {2}' -f $PSVersionTable.PSVersion.Major, $PSVersionTable.PSVersion.Minor, $pester.Version";

    private static readonly Version MinPowerShell = new(7, 4);
    private static readonly Version MinPester = new(5, 0);
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(30);
    private static readonly Lazy<(PowerShell? Found, string? Missing)> Probe = new(() => Task.Run(FindAsync).GetAwaiter().GetResult());

    private readonly string _program;
    private readonly string[] _before;

    private PowerShell(string program, params string[] before) => (_program, _before) = (program, before);

    /// <summary>Why the suite cannot run here; null where it can.</summary>
    public static string? Missing => Probe.Value.Missing;

    /// <summary>The PowerShell to run the suite with.</summary>
    public static PowerShell Found => Probe.Value.Found ?? throw new InvalidOperationException(Missing);

    /// <summary>Runs PowerShell without profile, prompts, colours and telemetry.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken stop)
        => ChildProcess.RunAsync(
            _program,
            [.. _before, "-NoProfile", "-NonInteractive", .. arguments],
            Repository.Root,
            new Dictionary<string, string>(environment, StringComparer.Ordinal)
            {
                ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
                ["POWERSHELL_UPDATECHECK"] = "Off",
                ["NO_COLOR"] = "1",
            },
            stop);

    private static async Task<(PowerShell? Found, string? Missing)> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(PretendNone) is { Length: > 0 })
            return (null, $"{PretendNone} is set.");
        var complaints = new List<string>();
        foreach (var candidate in Candidates())
        {
            if (await candidate.ComplainAsync() is not { } complaint)
                return (candidate, null);
            complaints.Add(complaint);
        }

        return (null, $"No PowerShell {MinPowerShell} with Pester {MinPester} or later was found: {string.Join(' ', complaints)}");
    }

    private static IEnumerable<PowerShell> Candidates()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } onPath)
            yield return new PowerShell(onPath);
        yield return new PowerShell(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "tool", "run", "pwsh", "--");
    }

    /// <summary>What is wrong with this PowerShell; null where nothing is.</summary>
    private async Task<string?> ComplainAsync()
    {
        using var stop = new CancellationTokenSource(ProbeTime);
        try
        {
            var (exitCode, output) = await RunAsync(["-Command", ProbeCommand], new Dictionary<string, string>(StringComparer.Ordinal), stop.Token);
            return exitCode == 0 ? ComplainAbout(output.Trim().Split(' ')) : $"'{this}' does not run.";
        }
        catch (Exception exception) when (exception is Win32Exception or OperationCanceledException)
        {
            return $"'{this}' does not run.";
        }
    }

    private string? ComplainAbout(string[] versions) => versions switch
    {
        [var shell, ..] when !IsAtLeast(MinPowerShell, shell) => $"'{this}' is PowerShell {shell}.",
        [_, var pester] when IsAtLeast(MinPester, pester) => null,
        [_, var pester] => $"'{this}' has Pester {pester}.",
        _ => $"'{this}' has no Pester (Install-Module Pester).",
    };

    private static bool IsAtLeast(Version least, string told) => Version.TryParse(told, out var version) && version >= least;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_program} {string.Join(' ', _before)}").TrimEnd(' ', '-');
}
