using System.Management.Automation.Runspaces;
using System.Reflection;

namespace TwitterDm.Loader;

/// <summary>The copy of the module that is being imported, which may be another one than that whose loader .NET has loaded: both have the same assembly.</summary>
internal static class ImportedModule
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>The copy's folder.</summary>
    /// <remarks>PowerShell passes it to no method of a module, and keeps it in private members. Where a later version keeps it elsewhere, it is the loader's own.</remarks>
    public static string FolderIn(Runspace runspace)
    {
        var context = runspace.GetType().GetProperty("ExecutionContext", Inside)?.GetValue(runspace);
        var file = context?.GetType().GetProperty("ModuleBeingProcessed", Inside)?.GetValue(context);
        return Path.GetDirectoryName(file is string { Length: > 0 } path ? Path.GetFullPath(path) : typeof(ImportedModule).Assembly.Location)!;
    }
}
