using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace TwitterDm.Loader;

/// <summary>The module that a runspace is importing. PowerShell passes it to no method of a nested module, and keeps it in private members.</summary>
internal static class ImportedModule
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The module; null if a later version of PowerShell keeps it elsewhere, or if it is another one, which imports this assembly itself.</summary>
    public static PSModuleInfo? Find(Runspace runspace)
        => Get(Get(Get(runspace, "ExecutionContext"), "EngineSessionState"), "Module") is PSModuleInfo { Name: ModuleLoadContext.ModuleName } module ? module : null;

    private static object? Get(object? owner, string property) => owner?.GetType().GetProperty(property, Inside)?.GetValue(owner);
}
