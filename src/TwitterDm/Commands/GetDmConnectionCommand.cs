using System.Management.Automation;

namespace TwitterDm.Commands;

/// <summary>The open connections of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "DmConnection")]
[OutputType(typeof(DmConnection))]
public sealed class GetDmConnectionCommand : DmCommand
{
    private protected override void Process() => WriteObject(RunspaceConnections.Current.Open, enumerateCollection: true);
}
