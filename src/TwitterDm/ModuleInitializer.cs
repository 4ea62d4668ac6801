using System.Management.Automation;
using TwitterDm.Session;

namespace TwitterDm;

/// <summary>
/// Ends what is open when the module is removed, and makes the user's types known by name at the prompt. PowerShell looks for types in the
/// default load context only; type accelerators under the types' full names make others available. They stay when the module is removed:
/// other runspaces may still use it, and full names do not collide. Public, since PowerShell looks for it among the exported types.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly object Gate = new();

    /// <summary>
    /// Closes the open connections and stops the sandboxes of all runspaces. For the script that PowerShell runs when the module is
    /// removed.
    /// </summary>
    public static void Close()
    {
        var command = CallingCommand.Find();
        foreach (var connection in RunspaceConnections.CloseEverywhere())
            command?.WriteVerbose(ConnectionName.Closed(connection));
        foreach (var address in SandboxServers.StopEverywhere())
            command?.WriteVerbose($"The sandbox at {address} was stopped.");
    }

    /// <inheritdoc/>
    public void OnImport()
    {
        var accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators", throwOnError: true)!;
        var list = accelerators.GetProperty("Get")!;
        var add = accelerators.GetMethod("Add", [typeof(string), typeof(Type)])!.CreateDelegate<Action<string, Type>>();
        // Several runspaces may import the module at the same time, and PowerShell fills the list at its first use.
        lock (Gate)
        {
            var known = (Dictionary<string, Type>)list.GetValue(null)!;
            foreach (var type in PublicTypes.ForUsers.Append(PublicTypes.ForViews).Where(type => !known.ContainsKey(type.FullName!)))
                add(type.FullName!, type);
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => Close();
}
