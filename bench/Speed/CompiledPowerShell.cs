using System.Diagnostics;
using System.Text.Json;
using TwitterDm.PowerShellHost;

namespace TwitterDm.Bench.Speed;

/// <summary>
/// A PowerShell that is compiled ahead of time, as its installers deliver it. The .NET tool is not, so a copy of it is compiled once, and
/// kept for later runs.
/// </summary>
internal sealed record CompiledPowerShell(Version Version, string Description, IReadOnlyList<string> Command)
{
    private const string Library = "pwsh.dll";

    private static string Project => Path.Combine(Checkout.Root, "build", "CompiledPowerShell");

    /// <summary>Finds it, or makes it.</summary>
    public static async Task<CompiledPowerShell> GetAsync()
    {
        var (program, reason) = await PowerShellFinder.FindAsync(Checkout.Root);
        if (program is null)
            throw new InvalidOperationException($"The benchmark needs PowerShell. {reason}");
        if (program.Command is not [var dotnet, var library])
            return new(program.Version, $"PowerShell {program.Version}, as installed", program.Command);

        var folder = Path.Combine(Checkout.Root, "out", "bench", $"pwsh-{program.Version}");
        if (!Directory.Exists(folder))
            Compile(dotnet, Path.GetDirectoryName(library)!, folder);
        return new(
            program.Version,
            $"PowerShell {program.Version}, the .NET tool, whose assemblies the benchmark compiled ahead of time",
            [dotnet, Path.Combine(folder, Library)]);
    }

    /// <summary>The command that runs a script.</summary>
    public string[] Run(string script, params string[] arguments)
        => [.. Command, "-NoProfile", "-NonInteractive", "-File", Path.Combine(Checkout.Root, "bench", "Speed", script), .. arguments];

    /// <summary>Executes a command.</summary>
    public void Execute(string command) => Execute([.. Command, "-NoProfile", "-NonInteractive", "-Command", command]);

    private static void Execute(string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{string.Join(' ', command)}' failed.");
    }

    private static void Compile(string dotnet, string source, string target)
    {
        Console.WriteLine("Compiling PowerShell ahead of time, once; this takes some minutes.");
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(source, "pwsh.runtimeconfig.json")));
        var framework = settings.RootElement.GetProperty("runtimeOptions").GetProperty("tfm").GetString();
        var unfinished = target + ".new";
        Execute([dotnet, "publish", Project, $"-p:PowerShellHome={source}", $"-p:PowerShellFramework={framework}", "-o", unfinished]);
        Directory.Move(unfinished, target);
    }
}
