using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace TwitterDm.Session;

/// <summary>
/// The command that removes the module. PowerShell passes it to no method of the module, and keeps it in private members. A later version may keep it
/// elsewhere: then the module says nothing about what it closed.
/// </summary>
internal static class CallingCommand
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The command, or null.</summary>
    public static PSCmdlet? Find() => Get(Get(Get(Runspace.DefaultRunspace, "ExecutionContext"), "CurrentCommandProcessor"), "Command") as PSCmdlet;

    private static object? Get(object? owner, string property)
    {
        try
        {
            return owner?.GetType().GetProperty(property, Inside)?.GetValue(owner);
        }
        catch (Exception exception) when (exception is TargetException or TargetInvocationException or AmbiguousMatchException or MemberAccessException)
        {
            return null;
        }
    }
}
