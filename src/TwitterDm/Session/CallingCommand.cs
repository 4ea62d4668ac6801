using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace TwitterDm.Session;

/// <summary>
/// The command that removes the module. PowerShell passes its -Verbose to no script and no method of the module, and keeps the command in
/// private members. A later version may keep it elsewhere: then only the preference variable counts.
/// </summary>
internal static class CallingCommand
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Whether the command was given -Verbose.</summary>
    public static bool IsVerbose => Get(Get(Get(Runspace.DefaultRunspace, "ExecutionContext"), "CurrentCommandProcessor"), "Command") is PSCmdlet command
        && command.MyInvocation.BoundParameters.TryGetValue("Verbose", out var value) && value is SwitchParameter { IsPresent: true };

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
