using System.Management.Automation;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>The open connections of this runspace, or the saved sign-ins.</summary>
[Cmdlet(VerbsCommon.Get, "DmConnection", DefaultParameterSetName = "Open")]
[OutputType(typeof(DmConnection), ParameterSetName = ["Open"])]
[OutputType(typeof(DmProfile), ParameterSetName = ["Saved"])]
public sealed class GetDmConnectionCommand : DmCommand
{
    /// <summary>Shows the saved sign-ins instead of the open connections.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Saved")]
    public SwitchParameter ListAvailable { get; set; }

    /// <summary>The vault of Microsoft.PowerShell.SecretManagement that keeps them, instead of files.</summary>
    [Parameter(ParameterSetName = "Saved")]
    [ValidateNotNullOrEmpty]
    public string? SecretVault { get; set; }

    private protected override void Process()
    {
        if (ListAvailable)
            WriteObject(Await(SavedProfiles.In(SecretVault).ListAsync(StopToken)), enumerateCollection: true);
        else
            WriteObject(RunspaceConnections.Current.Open, enumerateCollection: true);
    }
}
