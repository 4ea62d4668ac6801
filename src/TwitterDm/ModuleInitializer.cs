using System.Collections.Concurrent;
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
    // PowerShell removes this assembly before the module's script gets to say what was closed.
    private static readonly ConcurrentQueue<string> Closed = new();

    /// <inheritdoc/>
    public void OnImport()
    {
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
    /// <param name="isVerbose">Whether the command that removes the module was given -Verbose.</param>
    /// <returns>What was closed since the last call, for verbose messages.</returns>
    public static IReadOnlyList<string> CloseConnections(out bool isVerbose)
    {
        isVerbose = CallingCommand.IsVerbose;
        Close();
        var messages = new List<string>();
        while (Closed.TryDequeue(out var message))
            messages.Add(message);
        return messages;
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => Close();

    private static void Close()
    {
        foreach (var connection in RunspaceConnections.CloseEverywhere())
            Closed.Enqueue(ConnectionName.Closed(connection));
        foreach (var address in SandboxServers.StopEverywhere())
            Closed.Enqueue($"The sandbox at {address} was stopped.");
    }
}
