using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>Deletes messages that the signed-in user sent, from their own view; the others keep them.</summary>
[Cmdlet(VerbsCommon.Remove, "DmEvent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDmEventCommand : DmLimitedCommand
{
    /// <summary>
    /// The events: ids, or objects that a listing or a send returned. It does not bind by property name: the id of a user must not be taken
    /// for an event's.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("EventId")]
    [EventArgument]
    [ArgumentCompleter(typeof(EventCompleter))]
    public DmEventReference[] Id { get; set; } = [];

    private protected override void Process()
    {
        var client = CreateLimitedClient();
        ForEach(Id, "event", item => Remove(client, item));
    }

    private void Remove(DmClient client, DmEventReference item)
    {
        var id = item.CheckedId();
        client.WarnIfRounded(item);
        ShowNotices();
        if (ShouldProcessWithPreview($"Delete a Direct Message event as {UsedConnection.User}", item.Description, item.GetPreview()))
            Await(client.DeleteEventAsync(id, StopToken));
    }
}
