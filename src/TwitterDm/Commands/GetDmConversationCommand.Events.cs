using TwitterDm.Binding;
using TwitterDm.Listing;
using TwitterDm.Output;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <content>The conversations of events that come by the pipeline, without a connection.</content>
public sealed partial class GetDmConversationCommand
{
    private readonly EventInput _events = new();
    private DmConversationCollector? _collector;

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
        if (_collector is null)
            return;
        if (_collector.EventsWithoutConversation is var count and > 0)
            WriteWarning($"{CountText.Of(count, "event")} without a ConversationId: not in any conversation.");
        // Names are those in the events: nobody is asked.
        if (ResolveParticipants(_collector.Resolve) is not { } ids)
            return;
        foreach (var result in _collector.Select(ids))
            Write(result);
    }

    private void Collect(System.Management.Automation.PSObject input)
    {
        try
        {
            var item = _events.Read(input);
            _collector ??= new(Query);
            _collector.Add(item);
        }
        catch (DmException exception) when (!exception.EndsRun)
        {
            WriteError(ErrorRecords.From(exception, input));
        }
    }
}
