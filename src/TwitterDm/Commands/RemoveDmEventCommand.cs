using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>
/// Deletes events from the signed-in user's own view; the others keep them. X Chat can delete messages for everyone, too: those that the user sent, and as
/// an admin of a group, those of anyone.
/// </summary>
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

    /// <summary>X Chat: the conversation of the events, if they are given by their ids.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [IdArgument]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string? ConversationId { get; set; }

    /// <summary>
    /// Where the events are: <c>Classic</c> messages or X <c>Chat</c>. By default, that of an event from the pipeline, or of one that this session has
    /// read; otherwise X Chat if <c>-ForEveryone</c> or a conversation other than a classic group is given, and else classic.
    /// </summary>
    [Parameter]
    [ValidateSet(SourceChoice.Classic, SourceChoice.Chat)]
    public string? Source { get; set; }

    /// <summary>X Chat: deletes the events for everyone, not only for yourself.</summary>
    [Parameter]
    public SwitchParameter ForEveryone { get; set; }

    private protected override void Process()
    {
        var client = CreateLimitedClient();
        ForEach(Id, "event", item => Remove(client, UsedConnection.Recognize(Given(item.In(ConversationId)))));
    }

    // What is known of an event of the other source does not matter.
    private DmEventReference Given(DmEventReference item) => Source is null ? SourceChoice.Checked(item) : item.WithDetails(item.ConversationId, Source, item.SenderId, item.Reaction);

    private void Remove(DmClient client, DmEventReference item)
    {
        var id = item.CheckedId();
        var isChat = (SourceChoice.ForChange(Source, item) ?? (ForEveryone ? DmSource.Chat : DmSource.Classic)) == DmSource.Chat;
        if (isChat)
            RemoveFromChat(client, item.WithDetails(item.ConversationId, SourceChoice.Chat, item.SenderId, item.Reaction));
        else if (ForEveryone)
            throw new DmException(DmErrorKind.InvalidRequest, $"Event {id} is a classic one, which cannot be deleted for everyone.") { Reason = DmErrorReason.ClassicEventUnchangeable, Target = item };
        else
            RemoveClassic(client, item, id);
    }

    private void RemoveClassic(DmClient client, DmEventReference item, string id)
    {
        client.WarnIfRounded(item);
        ShowNotices();
        if (ShouldProcessWithPreview($"Delete a Direct Message event for you as {UsedConnection.User}", item.Description, item.GetPreview()))
            Await(client.DeleteEventAsync(id, StopToken));
    }

    private void RemoveFromChat(DmClient client, DmEventReference item)
    {
        client.ThrowIfInvalidDeletion(item, ForEveryone);
        ShowNotices();
        if (ShouldProcessWithPreview($"Delete an X Chat event for {(ForEveryone ? "everyone" : "you")} as {UsedConnection.User}", item.Description, item.GetPreview()))
            Await(client.DeleteChatEventAsync(item, ForEveryone, StopToken));
    }
}
