using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that block and unblock users.</summary>
public abstract class DmBlockCommand : DmLimitedCommand
{
    private readonly EventSenders _senders = new();

    /// <summary>The users; an event stands for its sender.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UserArgument(AcceptsEvents = true)]
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
        ForEach(User, "user", user => Process(client, user));
    }

    private protected override void End()
    {
        if (_senders.Describe(UsedConnection.User) is { } skipped)
            WriteWarning(skipped);
    }

    private void Process(DmClient client, DmUserReference user)
    {
        var me = UsedConnection.User;
        if (!_senders.Accept(user, me))
            return;
        client.WarnIfRounded(user.Checked());
        ShowNotices();
        if (EventSenders.IsMe(user, me))
        {
            throw new DmException(DmErrorKind.InvalidRequest, $"{me} is the account that is signed in.")
            {
                Reason = DmErrorReason.OwnAccount,
                Target = user,
            };
        }

        Change(client, user);
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
