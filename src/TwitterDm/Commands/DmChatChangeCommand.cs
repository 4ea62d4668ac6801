using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that change messages of X Chat.</summary>
public abstract class DmChatChangeCommand : DmLimitedCommand
{
    /// <summary>
    /// The messages: ids, or objects that a listing or a send returned. An edit or a reaction stands for the message that it is about. It
    /// does not bind by property name: the id of a user must not be taken for an event's.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("EventId")]
    [EventArgument]
    [ArgumentCompleter(typeof(EventCompleter))]
    public DmEventReference[] Id { get; set; } = [];

    /// <summary>The conversation of the messages, if they are given by their ids.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [IdArgument]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string? ConversationId { get; set; }

    /// <summary>Validates the change of one message, asks for confirmation, and sends the change.</summary>
    private protected abstract void Change(DmClient client, DmEventReference item);

    private protected override void Process()
    {
        var client = CreateLimitedClient();
        ForEach(Id, "event", item => Change(client, UsedConnection.Recognize(SourceChoice.Checked(item).In(ConversationId))));
    }
}
