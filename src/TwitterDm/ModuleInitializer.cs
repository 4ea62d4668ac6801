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
        // PowerShell removes the module before Import-Module -Force, but not its nested modules, of which this is one.
        if (CallingCommand.Find() is { } command && IsForced(command) && IsInUse())
            Close(command);
        var accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators", throwOnError: true)!;
        var known = (Dictionary<string, Type>)accelerators.GetProperty("Get")!.GetValue(null)!;
        var add = accelerators.GetMethod("Add", [typeof(string), typeof(Type)])!.CreateDelegate<Action<string, Type>>();
        lock (known)
        {
            foreach (var type in PublicTypes.ForUsers.Append(PublicTypes.ForViews).Where(type => !known.ContainsKey(type.FullName!)))
                add(type.FullName!, type);
        }
    }

    /// <summary>Closes the open connections and stops the sandboxes of all runspaces.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => Close(CallingCommand.Find());

    private static bool IsForced(PSCmdlet command) => command.MyInvocation.BoundParameters.TryGetValue("Force", out var value) && value is SwitchParameter { IsPresent: true };

    // In this runspace: importing the module into another one for the first time ends nothing.
    private static bool IsInUse() => RunspaceConnections.Current.Open.Count > 0 || SandboxServers.Current.Running.Count > 0;

    private static void Close(PSCmdlet? command)
    {
        foreach (var connection in RunspaceConnections.CloseEverywhere())
            command?.WriteVerbose(ConnectionName.Closed(connection));
        foreach (var address in SandboxServers.StopEverywhere())
            command?.WriteVerbose($"The sandbox at {address} was stopped.");
    }
}
