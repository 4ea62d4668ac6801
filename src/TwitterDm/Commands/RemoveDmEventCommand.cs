using System.Management.Automation;

namespace TwitterDm.Commands;

/// <summary>Deletes events for the signed-in user; the others keep them.</summary>
[Cmdlet(VerbsCommon.Remove, "DmEvent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDmEventCommand : DmLimitedCommand
{
    /// <summary>The events: ids, or objects that a listing or a send returned.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EventId")]
    public DmEventReference[] Id { get; set; } = [];

    private protected override void Process()
    {
        var client = CreateLimitedClient();
        ForEach(Id, "event", item => Remove(client, item));
    }

    private void Remove(DmClient client, DmEventReference item)
    {
        var id = item.CheckedId();
        if (ShouldProcessWithPreview($"Delete a Direct Message event as {UsedConnection.User}", item.Description, item.GetPreview()))
            Await(client.DeleteEventAsync(id, StopToken));
    }
}
