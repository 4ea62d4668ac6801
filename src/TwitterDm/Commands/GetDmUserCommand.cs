using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;

namespace TwitterDm.Commands;

/// <summary>Users, and whether they accept messages from this account. Up to 100 of them take one request.</summary>
[Cmdlet(VerbsCommon.Get, "DmUser")]
[OutputType(typeof(DmUser))]
public sealed class GetDmUserCommand : DmLimitedCommand
{
    private readonly List<DmUserReference> _batch = [];
    private readonly EventSenders _senders = new();

    /// <summary>The users; an event stands for its sender, and a conversation for its participants.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UserArgument(AcceptsEvents = true, AcceptsConversations = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] User { get; set; } = [];

    private protected override void Process()
    {
        for (var index = 0; index < User.Length; index++)
        {
            if (!_senders.Accept(User[index], UsedConnection.User))
                continue;
            _batch.Add(User[index]);
            var left = User.Length - index - 1;
            if (_batch.Count == DmClient.MaxUserLookup)
                ForAll(left > 0 ? NotTried.Remaining(left, "user") : MyInvocation.ExpectingInput ? NotTried.Later("user") : null, LookUp);
        }
    }

    private protected override void End()
    {
        if (_senders.Describe(UsedConnection.User) is { } skipped)
            WriteWarning(skipped);
        if (_batch.Count > 0)
            LookUp();
    }

    private void LookUp()
    {
        DmException? end = null;
        foreach (var result in Await(CreateLimitedClient().GetUsersAsync(_batch, StopToken)))
        {
            if (result.User is { } user)
                WriteObject(user);
            else if (result.Error!.EndsRun)
                end ??= result.Error;
            else
                WriteError(ErrorRecords.From(result.Error, result.Reference));
        }

        _batch.Clear();
        // What X returned before it is of use.
        if (end is not null)
            throw end;
    }
}
