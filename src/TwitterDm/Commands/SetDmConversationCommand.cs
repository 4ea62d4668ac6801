using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;

namespace TwitterDm.Commands;

/// <summary>Marks conversations of X Chat as read.</summary>
[Cmdlet(VerbsCommon.Set, "DmConversation", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetDmConversationCommand : DmLimitedCommand
{
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>The conversations.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [IdArgument]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string[] ConversationId { get; set; } = [];

    /// <summary>Marks them as read up to the newest event.</summary>
    [Parameter(Mandatory = true)]
    public SwitchParameter Read { get; set; }

    /// <summary>What the conversation comes from; that of a classic event or conversation is refused.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private protected override void Begin()
    {
        base.Begin();
        if (!Read)
        {
            throw new DmException(DmErrorKind.InvalidRequest, "A conversation cannot be marked as unread.")
            {
                RecommendedAction = "Use -Read without a value, or omit the command.",
            };
        }
    }

    private protected override void Process()
    {
        var client = CreateLimitedClient();
        ForEach(ConversationId, "conversation", id => MarkAsRead(client, id));
    }

    // Many rows can name the same conversation, such as its events.
    private void MarkAsRead(DmClient client, string conversationId)
    {
        if (SourceChoice.Of(given: null, InputObject)?.Contains(DmSource.Classic) == true)
        {
            if (_refused.Add(conversationId))
            {
                throw new DmException(
                    DmErrorKind.InvalidRequest,
                    $"The conversation {conversationId} is a classic one here, and only X Chat can mark conversations as read.")
                {
                    Reason = DmErrorReason.ClassicNotMarked,
                    Target = conversationId,
                };
            }

            return;
        }

        var id = client.CheckMarkAsRead(conversationId);
        ShowNotices();
        if (_done.Add(id)
            && ShouldProcess(ConversationText.Of(id, UsedConnection), $"Mark an X Chat conversation as read as {UsedConnection.User}")
            && Await(client.MarkAsReadAsync(id, StopToken)) is null)
        {
            WriteWarning($"X returned no events of the conversation {id}, so nothing was marked as read.");
        }
    }
}
