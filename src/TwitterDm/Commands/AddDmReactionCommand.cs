using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>Adds reactions to messages of X Chat.</summary>
[Cmdlet(VerbsCommon.Add, "DmReaction", SupportsShouldProcess = true)]
[OutputType(typeof(DmMessage))]
public sealed class AddDmReactionCommand : DmChatChangeCommand
{
    /// <summary>The reaction: a single emoji.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ReactionCompleter))]
    public string? Reaction { get; set; }

    private protected override void Change(DmClient client, DmEventReference item)
    {
        client.ThrowIfInvalidReaction(item, Reaction);
        ShowNotices();
        if (ShouldProcessWithPreview($"Add the reaction {Reaction!.Trim()} as {UsedConnection.User}", item.Description, item.GetPreview()))
            WriteObject(Await(client.AddReactionAsync(item, Reaction, StopToken)));
    }
}
