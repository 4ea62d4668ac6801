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

    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UserArgument]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] User { get; set; } = [];

    private protected override void Process()
    {
        foreach (var user in User)
        {
            _batch.Add(user);
            if (_batch.Count == DmClient.MaxUserLookup)
                LookUp();
        }
    }

    private protected override void End() => LookUp();

    private void LookUp()
    {
        if (_batch.Count == 0)
            return;
        foreach (var result in Await(CreateLimitedClient().GetUsersAsync(_batch, StopToken)))
        {
            if (result.Error is { } error)
                WriteError(ErrorRecords.From(error, result.Reference));
            else
                WriteObject(result.User);
        }

        _batch.Clear();
    }
}
