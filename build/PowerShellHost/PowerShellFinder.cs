using System.ComponentModel;

namespace TwitterDm.PowerShellHost;

/// <summary>
/// Finds the PowerShell to use: <c>pwsh</c> on PATH if it is newer than the one in the tool manifest, otherwise that one, which is restored
/// if need be.
/// </summary>
public static class PowerShellFinder
{
    // A PowerShell that is a .NET tool is a library of the program dotnet.
    private const string ProbeCommand =
        "$path = [Environment]::ProcessPath; $path; if ([IO.Path]::GetFileNameWithoutExtension($path) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' } else { '' }; "
        + "'{0}.{1}.{2}' -f $PSVersionTable.PSVersion.Major, $PSVersionTable.PSVersion.Minor, $PSVersionTable.PSVersion.Patch";

    private static readonly TimeSpan ProbeTime = TimeSpan.FromMinutes(1);

    /// <summary>Finds it.</summary>
    /// <param name="root">The root of the repository.</param>
    /// <param name="restoring">Is told when the tool has to be restored, which can take a while.</param>
    /// <returns>The program, or why there is none, in one line.</returns>
    public static async Task<(PowerShellProgram? Program, string? Reason)> FindAsync(string root, Action<string>? restoring = null)
    {
        var manifest = ToolManifest.Read(root);
        if (OnPath() is { } path && await ProbeAsync([path], root) is { } other && other.Version > manifest.Version)
            return (other, null);
        if (await ProbeAsync(ToolManifest.Command, root) is { } tool)
            return (tool, null);

        restoring?.Invoke($"PowerShell {manifest.Version}");
        if (await manifest.RestoreAsync() is { } failure)
            return (null, $"PowerShell {manifest.Version} could not be restored: {failure}");
        return await ProbeAsync(ToolManifest.Command, root) is { } restored
            ? (restored, null)
            : (null, $"PowerShell {manifest.Version} was restored but does not start.");
    }

    private static string? OnPath()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    // Asks it for its own program, so that later starts need not pass through 'dotnet tool run'.
    private static async Task<PowerShellProgram?> ProbeAsync(string[] command, string root)
    {
        try
        {
            var start = PowerShellProgram.StartInfo(command, ["-Command", ProbeCommand]);
            start.WorkingDirectory = root;
            var (exitCode, output) = await ChildProcess.RunAsync(start, ProbeTime);
            return exitCode == 0 && output.ReplaceLineEndings("\n").Split('\n') is [.., var program, var library, var version, ""]
                && Version.TryParse(version, out var parsed)
                ? new(parsed, library.Length == 0 ? [program] : [program, library])
                : null;
        }
        catch (Win32Exception)
        {
            // The file is there and is not a program that this machine can run.
            return null;
        }
    }
}
