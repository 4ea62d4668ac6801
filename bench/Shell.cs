using TwitterDm.PowerShellHost;

namespace TwitterDm.Bench;

/// <summary>The PowerShell that runs the scripts of this folder.</summary>
internal static class Shell
{
    private static readonly Lazy<(PowerShellProgram? Program, string? Reason)> Search =
        new(() => Task.Run(() => PowerShellFinder.FindAsync(Checkout.Root)).GetAwaiter().GetResult());

    /// <summary>Why no PowerShell can be run; null if one can.</summary>
    public static string? Missing => Search.Value.Reason;

    /// <summary>The command that runs a script.</summary>
    /// <param name="script">The name of the script.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string[] Command(string script, params string[] arguments)
        => Search.Value.Program is { } program
            ? [.. program.Command, "-NoProfile", "-NonInteractive", "-File", Path.Combine(Checkout.Root, "bench", script), .. arguments]
            : throw new InvalidOperationException(Missing);
}
