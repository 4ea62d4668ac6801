using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that block and unblock users.</summary>
public abstract class DmBlockCommand : DmLimitedCommand
{
    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] User { get; set; } = [];

    /// <summary>Returns each user whose block was changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The action, for a confirmation.</summary>
    private protected abstract string Action { get; }

    /// <summary>Changes the block of one user.</summary>
    private protected abstract Task<DmUser> ChangeAsync(DmClient client, DmUserReference user, CancellationToken cancellationToken);

    private protected override void Process()
    {
        var client = CreateLimitedClient();
        ForEach(User, "user", user => Change(client, user.Checked()));
    }

    private void Change(DmClient client, DmUserReference user)
    {
        if (!ShouldProcess(user.ToString(), $"{Action} as {UsedConnection.User}"))
            return;
        var changed = Await(ChangeAsync(client, user, StopToken));
        if (PassThru)
            WriteObject(changed);
    }
}
