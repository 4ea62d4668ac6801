using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>
/// Deletes events from the signed-in user's own view; the others keep them. X Chat can delete messages for everyone, too: those that the
/// user sent, and as an admin of a group, those of anyone.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "DmEvent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDmEventCommand : DmLimitedCommand
{
    // The deletions that were done or declined; one that failed is tried again.
    private readonly HashSet<(string? ConversationId, string Id)> _done = [];

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
    /// Where the events are: <c>Classic</c> messages or X <c>Chat</c>. By default, that of an event from the pipeline, or of one that this
    /// session has read; otherwise X Chat if <c>-ForEveryone</c> or a conversation other than a classic group is given, and else classic.
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
    private DmEventReference Given(DmEventReference item)
        => Source is null ? SourceChoice.Checked(item) : item.WithDetails(item.ConversationId, Source, item.SenderId, item.Reaction);

    private void Remove(DmClient client, DmEventReference item)
    {
        var id = item.CheckedId();
        var isChat = (SourceChoice.ForChange(Source, item) ?? (ForEveryone ? DmSource.Chat : DmSource.Classic)) == DmSource.Chat;
        if (isChat)
            RemoveFromChat(client, item.WithDetails(item.ConversationId, SourceChoice.Chat, item.SenderId, item.Reaction), id);
        else if (ForEveryone)
        {
            throw new DmException(DmErrorKind.InvalidRequest, $"Event {id} is a classic one, which cannot be deleted for everyone.")
            {
                Reason = DmErrorReason.ClassicEventUnchangeable,
                Target = item,
            };
        }
        else
            RemoveClassic(client, item, id);
    }

    private void RemoveClassic(DmClient client, DmEventReference item, string id)
    {
        client.WarnIfRounded(item);
        RemoveOnce(conversationId: null, id, item, "Delete a Direct Message event for you", () => client.DeleteEventAsync(id, StopToken));
    }

    private void RemoveFromChat(DmClient client, DmEventReference item, string id)
    {
        client.ThrowIfInvalidDeletion(item, ForEveryone);
        RemoveOnce(item.ConversationId, id, item, $"Delete an X Chat event for {(ForEveryone ? "everyone" : "you")}", () =>
            client.DeleteChatEventAsync(item, ForEveryone, StopToken));
    }

    // A message, its edits and the reactions to it stand for the same message.
    private void RemoveOnce(string? conversationId, string id, DmEventReference item, string action, Func<Task> delete)
    {
        ShowNotices();
        if (_done.Contains((conversationId, id)))
            return;
        if (ShouldProcessWithPreview($"{action} as {UsedConnection.User}", item.Description, item.GetPreview()))
            Await(delete());
        _done.Add((conversationId, id));
    }
}
