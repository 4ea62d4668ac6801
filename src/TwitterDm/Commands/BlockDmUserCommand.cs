using System.Management.Automation;

namespace TwitterDm.Commands;

/// <summary>Blocks Direct Messages from users.</summary>
[Cmdlet(VerbsSecurity.Block, "DmUser", SupportsShouldProcess = true)]
[OutputType(typeof(DmUser))]
public sealed class BlockDmUserCommand : DmBlockCommand
{
    private protected override string Action => "Block Direct Messages";

    private protected override Task<DmUser> ChangeAsync(DmClient client, DmUserReference user, CancellationToken cancellationToken)
        => client.BlockAsync(user, cancellationToken);
}
