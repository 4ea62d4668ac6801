using System.Management.Automation;

namespace TwitterDm.Commands;

/// <summary>Unblocks Direct Messages from users.</summary>
[Cmdlet(VerbsSecurity.Unblock, "DmUser", SupportsShouldProcess = true)]
[OutputType(typeof(DmUser))]
public sealed class UnblockDmUserCommand : DmBlockCommand
{
    private protected override string Action => "Unblock Direct Messages";

    private protected override Task<DmUser> ChangeAsync(DmClient client, DmUserReference user, CancellationToken cancellationToken)
        => client.UnblockAsync(user, cancellationToken);
}
