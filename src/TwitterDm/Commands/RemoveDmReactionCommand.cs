using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>Takes reactions of the signed-in user to messages of X Chat back.</summary>
[Cmdlet(VerbsCommon.Remove, "DmReaction", SupportsShouldProcess = true)]
[OutputType(typeof(DmMessage))]
public sealed class RemoveDmReactionCommand : DmChatChangeCommand
{
    /// <summary>The reaction; by default, that of a reaction from the pipeline.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReactionCompleter))]
    public string? Reaction { get; set; }

    private protected override void Change(DmClient client, DmEventReference item)
    {
        var reaction = Reaction
            ?? item.Reaction
            ?? throw new DmException(DmErrorKind.InvalidRequest, $"The reaction to event {item} that is to be removed is missing.")
            {
                RecommendedAction = "Give the emoji with -Reaction, or pipe the reaction itself.",
                Target = item,
            };
        client.ThrowIfInvalidReaction(item, reaction);
        ShowNotices();
        if (ShouldProcessWithPreview($"Remove the reaction {reaction.Trim()} as {UsedConnection.User}", item.Description, item.GetPreview()))
            WriteObject(Await(client.RemoveReactionAsync(item, reaction, StopToken)));
    }
}
