using TwitterDm.Binding;
using TwitterDm.Listing;
using TwitterDm.Output;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <content>The conversations of events that come by the pipeline, without a connection.</content>
public sealed partial class GetDmConversationCommand
{
    private readonly EventInput _events = new();
    private DmConversationAggregator? _folded;
    private int _withoutConversation;

    private protected override void Begin()
    {
        base.Begin();
        // PowerShell would report each event that it cannot bind.
        if (MyInvocation.ExpectingInput)
        {
            RejectWithInput(
                "events",
                [nameof(Source), nameof(ConversationId), nameof(ReportVariable)],
                " To list the conversations of users, give their names as an argument: Get-DmConversation '@NAME'.");
        }
    }

    private protected override void End()
    {
        if (_withoutConversation > 0)
            WriteWarning($"{CountText.Of(_withoutConversation, "event")} without a ConversationId: not in any conversation.");
        if (_folded is null)
            return;
        var wanted = FoldedParticipants();
        ReportMissing(_folded, wanted);
        Write(Select(_folded, wanted));
    }

    private void Fold(System.Management.Automation.PSObject input)
    {
        try
        {
            var item = _events.Read(input);
            _folded ??= DmConversationAggregator.OfEvents();
            if (Since is null || item.CreatedAt >= Since.Value.LocalDateTime)
            {
                _folded.Add(item);
                _withoutConversation += item.ConversationId is null ? 1 : 0;
            }
        }
        catch (DmException exception) when (!exception.EndsRun)
        {
            WriteError(ErrorRecords.From(exception, input));
        }
    }

    // Names are those in the events: nobody is asked.
    private string[] FoldedParticipants()
    {
        var wanted = new List<string>();
        ForEach(Participant, "user", user => wanted.Add(user.Checked().Id ?? _folded!.FindUser(user.Username!)?.Id ?? throw new DmException(
            DmErrorKind.NotFound, $"No event names the user {user}.")
        {
            RecommendedAction = "Give the user's id, or the events with the names of their users.",
            Target = user,
        }));
        // Without any of them, nothing is wanted.
        return wanted.Count == 0 && Participant.Length > 0 ? [string.Empty] : [.. wanted];
    }
}
