using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>Forgets a connection and its credentials, or a saved sign-in.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "TwitterDm", DefaultParameterSetName = Open, SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectTwitterDmCommand : DmCommand
{
    private const string Open = "Connection";
    private const string Saved = "Saved";

    /// <summary>The connection to close; by default, the current one of this runspace.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = Open)]
    [ValidateNotNull]
    public DmConnection? Connection { get; set; }

    /// <summary>Also revokes the tokens at X.</summary>
    [Parameter(ParameterSetName = Open)]
    public SwitchParameter Revoke { get; set; }

    /// <summary>The name of a saved sign-in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Saved)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string ProfileName { get; set; } = null!;

    /// <summary>Removes the saved sign-in; open connections stay open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Saved)]
    public SwitchParameter Forget { get; set; }

    /// <summary>The vault of Microsoft.PowerShell.SecretManagement that keeps it, instead of a file.</summary>
    [Parameter(ParameterSetName = Saved)]
    [ValidateNotNullOrEmpty]
    public string? SecretVault { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName is Saved)
            ForgetSaved();
        else
            Close();
    }

    private void Close()
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
        WriteVerbose($"The connection of {connection} is closed.");
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

    private void ForgetSaved()
    {
        if (ShouldProcess(ProfileName, "Forget the saved sign-in") && !Await(SavedProfiles.In(SecretVault).RemoveAsync(ProfileName, StopToken)))
        {
            WriteError(ErrorRecords.From(new DmException(DmErrorKind.NotFound, $"There is no saved sign-in named '{ProfileName}'.")
            {
                Reason = DmErrorReason.ProfileNotFound,
                Target = ProfileName,
            }));
        }
    }
}
