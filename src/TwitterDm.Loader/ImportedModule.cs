using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TwitterDm.Session;

namespace TwitterDm.Loader;

/// <summary>The module that a runspace is importing. PowerShell passes it to no method of a nested module.</summary>
internal static class ImportedModule
{
    /// <summary>
    /// The module; null if a later version of PowerShell keeps it elsewhere, or if it is another one, which imports this assembly itself.
    /// </summary>
    public static PSModuleInfo? Find(Runspace runspace)
        => PrivateMember.Get(runspace, "ExecutionContext", "EngineSessionState", "Module")
            is PSModuleInfo { Name: ModuleLoadContext.ModuleName } module
            ? module
            : null;
}
