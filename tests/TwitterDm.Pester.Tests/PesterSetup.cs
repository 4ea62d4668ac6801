using TwitterDm.PowerShellHost;
using TwitterDm.Testing;

namespace TwitterDm.Pester.Tests;

/// <summary>What the suite runs in. Looked for, and restored, once in a process, when the first test needs it.</summary>
internal static class PesterSetup
{
    private const string PretendNone = "TWITTERDM_TEST_NO_PWSH";
    private const string Require = "TWITTERDM_REQUIRE_PESTER";

    private static readonly Lazy<Task<(PowerShellProgram? Program, string? Reason)>> Search = new(FindAsync);

    /// <summary>A folder for PSModulePath with the Pester that the build downloaded.</summary>
    public static string Modules { get; } = Path.Combine(AppContext.BaseDirectory, "modules");

    /// <summary>Whether the suite has to run: what is missing is then a failure.</summary>
    public static bool IsRequired { get; } = Environment.GetEnvironmentVariable(Require) is { Length: > 0 };

    /// <summary>Why the suite cannot run here, in one line; null where it can.</summary>
    public static async Task<string?> FindMissingAsync() => (await Search.Value).Reason;

    /// <summary>The PowerShell to run the suite with.</summary>
    public static async Task<PowerShellProgram> GetPowerShellAsync()
        => await Search.Value is ({ } program, _) ? program : throw new InvalidOperationException(await FindMissingAsync());

    private static async Task<(PowerShellProgram? Program, string? Reason)> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(PretendNone) is { Length: > 0 })
            return (null, $"{PretendNone} is set.");
        if (!Directory.Exists(Path.Combine(Modules, "Pester")))
            return (null, $"Pester is not in '{Modules}': build the project again.");
        return await PowerShellFinder.FindAsync(Repository.Root);
    }
}
