using System.Globalization;
using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that block and unblock users.</summary>
public abstract class DmBlockCommand : DmLimitedCommand
{
    private readonly HashSet<string> _senders = new(StringComparer.Ordinal);
    private int _skipped;

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
        if (_skipped > 0)
        {
            WriteWarning(
                string.Create(CultureInfo.InvariantCulture, $"{_skipped} {(_skipped == 1 ? "event was" : "events were")} skipped: ")
                    + (
                        _skipped == 1
                            ? $"{UsedConnection.User} sent it, or it has no sender."
                            : $"{UsedConnection.User} sent them, or they have no sender."));
        }
    }

    private void Process(DmClient client, DmUserReference user)
    {
        var me = UsedConnection.User;
        var isMe =
            string.Equals(user.Id, me.Id, StringComparison.Ordinal)
            || (user.Id is null && string.Equals(user.Username, me.Username, StringComparison.OrdinalIgnoreCase));
        if (user.IsSender && (isMe || user.IsMissing))
        {
            _skipped++;
        }
        else if (!user.IsSender || _senders.Add(user.Id!))
        {
            client.WarnIfRounded(user.Checked());
            ShowNotices();
            if (isMe)
            {
                throw new DmException(DmErrorKind.InvalidRequest, $"{me} is the account that is signed in.")
                {
                    Reason = DmErrorReason.OwnAccount,
                    Target = user,
                };
            }

            Change(client, user);
        }
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
