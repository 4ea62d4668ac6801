using System.Management.Automation;

namespace TwitterDm.Commands;

/// <summary>Forgets a connection and its credentials.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "TwitterDm")]
[OutputType(typeof(void))]
public sealed class DisconnectTwitterDmCommand : DmCommand
{
    /// <summary>The connection to close; without it, the current one of this runspace.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public DmConnection? Connection { get; set; }

    private protected override void Process()
    {
        var connections = RunspaceConnections.Current;
        if ((Connection ?? connections.Default) is not { } connection)
            throw DmConnectedCommand.NotConnected();
        connections.Close(connection);
        WriteVerbose($"The connection of {connection} is closed.");
    }
}
