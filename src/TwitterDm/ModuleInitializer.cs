using System.Management.Automation;
using TwitterDm.Output;
using TwitterDm.Session;

namespace TwitterDm;

/// <summary>
/// Makes the module's types known by name at the prompt. PowerShell looks for types in the default load context only; type accelerators
/// under the types' full names are its way to name others. They stay when the module is removed: other runspaces may still use it, and a
/// full name is in nobody's way.
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
            foreach (var type in VisibleTypes().Where(type => !known.ContainsKey(type.FullName!)))
                add.Invoke(null, [type.FullName, type]);
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceConnections.Current.CloseAll();

    private static IEnumerable<Type> VisibleTypes()
        => typeof(DmEvent).Assembly.GetExportedTypes()
            .Append(typeof(Display))
            .Where(type => type is { IsGenericType: false, IsNested: false });
}
