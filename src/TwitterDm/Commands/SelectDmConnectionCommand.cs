using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>Makes an open connection the current one of this runspace.</summary>
[Cmdlet(VerbsCommon.Select, "DmConnection", DefaultParameterSetName = ByName)]
[OutputType(typeof(DmConnection))]
public sealed class SelectDmConnectionCommand : DmCommand
{
    private const string ByName = "Name";
    private const string ByObject = "Connection";

    /// <summary>The name of the connection: its user's name or id, or the name of the saved sign-in that it was opened with.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string Name { get; set => field = Bound(value); } = null!;

    /// <summary>The connection.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByObject)]
    [ConnectionArgument]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DmConnection Connection { get; set => field = Bound(value); } = null!;

    /// <summary>Returns the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        var connection = DmConnectedCommand.CheckOpen(
            ParameterSetName is ByName ? ConnectionName.Get(RunspaceConnections.Current.Open, Name) : Connection);
        RunspaceConnections.Current.Select(connection);
        if (PassThru)
            WriteObject(connection);
    }
}
