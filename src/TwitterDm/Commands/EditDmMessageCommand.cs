using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>Gives messages of X Chat that the signed-in user sent a new text.</summary>
[Cmdlet(VerbsData.Edit, "DmMessage", SupportsShouldProcess = true)]
[OutputType(typeof(DmMessage))]
public sealed class EditDmMessageCommand : DmChatChangeCommand
{
    /// <summary>
    /// The new text, which replaces the old one for everyone. A script block is evaluated for each message from the pipeline; the text of
    /// the message itself is never taken.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [TextArgument]
    [AllowNull]
    [AllowEmptyString]
    public string? Text { get; set; }

    private protected override void Begin()
    {
        base.Begin();
        // Binding by property name is only there for script blocks.
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(Text)))
        {
            throw new DmException(DmErrorKind.InvalidRequest, "The new text is missing.")
            {
                RecommendedAction =
                    "Give it with -Text, such as -Text 'We open at ten', or -Text { $_.Text -replace 'nine', 'ten' } to compute it.",
            };
        }
    }

    private protected override void Change(DmClient client, DmEventReference item)
    {
        client.ThrowIfInvalidEdit(item, Text);
        ShowNotices();
        var preview = SendDmMessageCommand.Preview(new DmOutgoingMessage { Text = Text });
        if (ShouldProcessWithPreview($"Edit an X Chat message as {UsedConnection.User}", item.Description, preview))
            WriteObject(Await(client.EditMessageAsync(item, Text!, StopToken)));
    }
}
