using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>The conversations of the last 30 days, aggregated from their events.</summary>
[Cmdlet(VerbsCommon.Get, "DmConversation")]
[OutputType(typeof(DmConversation))]
public sealed class GetDmConversationCommand : DmListingCommand
{
    /// <summary>Only one-to-one conversations, or only groups.</summary>
    [Parameter]
    public DmConversationType? Type { get; set; }

    /// <summary>Only conversations in which one of these users participates.</summary>
    [Parameter(Position = 0)]
    [Alias("ParticipantId")]
    [UserArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] Participant { get; set; } = [];

    /// <summary>Reads only events at this time or later.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    private protected override void Process()
    {
        var client = CreateLimitedClient();
        var wanted = Participant.Select(user => Await(client.ResolveAsync(user, StopToken))).ToArray();
        var aggregator = client.Aggregate();
        try
        {
            ForEachEvent(client.ListEvents(new DmEventQuery { Since = Since }), aggregator.Add);
        }
        catch (DmException)
        {
            // The conversations so far are written before the error.
            Write(aggregator.Conversations(), wanted);
            throw;
        }

        Write(aggregator.Conversations(), wanted);
    }

    private void Write(IEnumerable<DmConversation> conversations, string[] wanted)
    {
        foreach (var conversation in conversations)
        {
            if ((Type is null || conversation.ConversationType == Type)
                && (wanted.Length == 0 || conversation.ParticipantIds.Intersect(wanted, StringComparer.Ordinal).Any()))
            {
                WriteObject(conversation);
            }
        }
    }
}
