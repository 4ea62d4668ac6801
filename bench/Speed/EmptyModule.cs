namespace TwitterDm.Bench.Speed;

/// <summary>A binary module with one cmdlet that does nothing, to compare the import with.</summary>
internal static class EmptyModule
{
    private const string Code = """
        [System.Management.Automation.Cmdlet("Get", "Nothing")] public class GetNothingCommand : System.Management.Automation.PSCmdlet { }
        """;

    /// <summary>The path of its assembly, which is compiled if it does not exist yet.</summary>
    public static string Get(CompiledPowerShell shell)
    {
        var path = Path.Combine(Checkout.Root, "out", "bench", "EmptyModule.dll");
        if (!File.Exists(path))
            shell.Execute($"Add-Type -OutputAssembly '{path}' -TypeDefinition '{Code}'");
        return path;
    }
}
