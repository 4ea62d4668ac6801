using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace TwitterDm.Session;

/// <summary>
/// The command that removes the module. PowerShell passes it to no method of the module. Where a later version keeps it elsewhere, the
/// module says nothing about what it closed.
/// </summary>
internal static class CallingCommand
{
    /// <summary>The command, or null.</summary>
    public static PSCmdlet? Find()
        => PrivateMember.Get(Runspace.DefaultRunspace, "ExecutionContext", "CurrentCommandProcessor", "Command") as PSCmdlet;
}
