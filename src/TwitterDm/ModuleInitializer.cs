using System.Management.Automation;
using TwitterDm.Session;

namespace TwitterDm;

/// <summary>
/// Makes the user's types known by name at the prompt. PowerShell looks for types in the default load context only; type accelerators under
/// the types' full names make others available. They stay when the module is removed: other runspaces may still use it, and full names
/// do not collide. Public, since PowerShell looks for it among the exported types.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
        var accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators", throwOnError: true)!;
        var known = (Dictionary<string, Type>)accelerators.GetProperty("Get")!.GetValue(null)!;
        var add = accelerators.GetMethod("Add", [typeof(string), typeof(Type)])!;
        lock (known)
        {
            foreach (var type in PublicTypes.ForUsers.Append(PublicTypes.ForViews).Where(type => !known.ContainsKey(type.FullName!)))
                add.Invoke(null, [type.FullName, type]);
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceConnections.Current.CloseAll();
}
