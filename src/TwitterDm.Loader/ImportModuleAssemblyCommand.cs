using System.Management.Automation;
using System.Reflection;

namespace TwitterDm.Loader;

/// <summary>For TwitterDm.psm1 alone: loads the assembly with the module's cmdlets.</summary>
[Cmdlet(VerbsData.Import, "ModuleAssembly")]
[OutputType(typeof(Assembly))]
public sealed class ImportModuleAssemblyCommand : PSCmdlet
{
    /// <summary>What PowerShell is to run when the module is removed.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock OnRemove { get; set; } = null!;

    /// <summary>
    /// Writes the assembly, or nothing where the module cannot work: in a restricted language mode, and beside another copy of it. The script says why; an error of
    /// a cmdlet would not be the only one of the import.
    /// </summary>
    protected override void ProcessRecord()
    {
        var module = SessionState.Module;
        if (SessionState.LanguageMode != PSLanguageMode.FullLanguage || ModuleLoadContext.LoadModule(Path.Combine(module.ModuleBase, "bin")) is not { } assembly)
            return;
        module.OnRemove = OnRemove;
        WriteObject(assembly);
    }
}
