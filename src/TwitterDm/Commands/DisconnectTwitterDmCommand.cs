using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>Forgets a connection and its credentials.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "TwitterDm", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectTwitterDmCommand : DmCommand
{
    /// <summary>The connection to close, or its name; by default, the current one of this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ConnectionArgument]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DmConnection? Connection { get; set; }

    /// <summary>Also revokes the tokens at X.</summary>
    [Parameter]
    public SwitchParameter Revoke { get; set; }

    private protected override void Process()
    {
        var connections = RunspaceConnections.Current;
        if ((Connection ?? connections.Default) is not { } connection)
            throw DmConnectedCommand.NotConnected();
        if (!ShouldProcess(connection.ToString(), Revoke ? "Revoke the tokens at X, and disconnect" : "Disconnect"))
            return;
        if (Revoke)
            RevokeTokens(connection);
        connections.CallbackOf(connection)?.Deliver(WriteError);
        connections.Close(connection);
        WriteVerbose(ConnectionName.Closed(connection));
    }

    // A token that could not be revoked must be reported; the connection is closed anyway.
    private void RevokeTokens(DmConnection connection)
    {
        try
        {
            Await(connection.RevokeAsync(StopToken));
        }
        catch (DmException exception)
        {
            WriteError(ErrorRecords.From(exception, connection));
        }
    }
}
