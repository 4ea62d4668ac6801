using System.Management.Automation;

namespace TwitterDm.Commands;

/// <summary>Gives messages of X Chat that the signed-in user sent a new text.</summary>
[Cmdlet(VerbsData.Edit, "DmMessage", SupportsShouldProcess = true)]
[OutputType(typeof(DmMessage))]
public sealed class EditDmMessageCommand : DmChatChangeCommand
{
    /// <summary>The new text, which replaces the old one for everyone.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    public string? Text { get; set; }

    private protected override void Change(DmClient client, DmEventReference item)
    {
        client.ThrowIfInvalidEdit(item, Text);
        ShowNotices();
        var preview = SendDmMessageCommand.Preview(new DmOutgoingMessage { Text = Text });
        if (ShouldProcessWithPreview($"Edit an X Chat message as {UsedConnection.User}", item.Description, preview))
            WriteObject(Await(client.EditMessageAsync(item, Text!, StopToken)));
    }
}
