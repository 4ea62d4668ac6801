using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>The open connections of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "DmConnection")]
[OutputType(typeof(DmConnection))]
public sealed class GetDmConnectionCommand : DmCommand
{
    /// <summary>
    /// The names of users, with or without the @, their ids, or the names of saved sign-ins; wildcards are allowed. By default, all
    /// connections.
    /// </summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    private protected override void Process()
    {
        var open = RunspaceConnections.Current.Open;
        var found = Name.Length == 0 ? open : [.. Name.SelectMany(name => Find(open, name)).Distinct()];
        WriteObject(found, enumerateCollection: true);
    }

    private IReadOnlyList<DmConnection> Find(IReadOnlyList<DmConnection> open, string name)
    {
        var found = ConnectionName.FindLike(open, name);
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            WriteError(ErrorRecords.From(ConnectionName.Unknown(open, name)));
        return found;
    }
}
