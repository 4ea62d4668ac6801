using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Listing;
using TwitterDm.Output;

namespace TwitterDm.Commands;

/// <summary>The conversations of the last 30 days, aggregated from their events.</summary>
[Cmdlet(VerbsCommon.Get, "DmConversation", DefaultParameterSetName = All)]
[OutputType(typeof(DmConversation))]
public sealed class GetDmConversationCommand : DmListingCommand
{
    private const string All = "All";
    private const string In = "Conversation";

    /// <summary>Only conversations in which one of these users participates.</summary>
    [Parameter(Position = 0, ParameterSetName = All)]
    [Alias("ParticipantId")]
    [UserArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] Participant { get; set => field = Bound(value); } = [];

    /// <summary>Only these conversations: two user ids with a hyphen, or a group's number.</summary>
    [Parameter(Mandatory = true, ParameterSetName = In)]
    [IdArgument]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string[] ConversationId { get; set => field = Bound(value); } = [];

    /// <summary>Which messages to read: <c>Classic</c>, those that are not end-to-end encrypted.</summary>
    [Parameter]
    [ValidateSet(nameof(DmSource.Classic))]
    public string? Source { get; set; }

    /// <summary>Only one-to-one conversations, or only groups.</summary>
    [Parameter(ParameterSetName = All)]
    public DmConversationType? Type { get; set => field = Bound(value); }

    /// <summary>Reads only events at this time or later.</summary>
    [Parameter]
    [TimeArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>The maximum number of conversations.</summary>
    [Parameter(ParameterSetName = All)]
    [Alias("Top", "Limit")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set => field = Bound(value); }

    /// <summary>Only conversations whose last message came from another user, the one that has waited longest first.</summary>
    [Parameter]
    public SwitchParameter Unanswered { get; set; }

    private protected override void Process()
    {
        var client = CreateLimitedClient();
        var query = new DmEventQuery { Since = Since, Sources = Source is null ? null : [DmSource.Classic] };
        if (ParameterSetName is In)
        {
            // A conversation's own list has no limit of time; this one shows the same period for all.
            query = query with { Since = Since ?? DateTimeOffset.UtcNow - DmEventQuery.Window };
            ForEach(ConversationId, "conversation", id => Read(client, query with { ConversationId = id }));
        }
        else
        {
            Read(client, query);
        }
    }

    private void Read(DmClient client, DmEventQuery query)
    {
        var wanted = Participant.Select(user => Await(client.ResolveAsync(user, StopToken))).ToArray();
        var aggregator = client.Aggregate();
        var count = 0;
        try
        {
            ForEachEvent(client.ListEvents(query), aggregator.Add, HasFirst);
        }
        catch (DmException)
        {
            // The conversations so far are written before the error.
            WriteObject(Select(aggregator, wanted), enumerateCollection: true);
            throw;
        }

        WriteObject(Select(aggregator, wanted).Take(First ?? int.MaxValue), enumerateCollection: true);
        ReportMissing(aggregator, wanted);

        // Of the unanswered conversations, the oldest come first: for them, all events have to be read.
        bool HasFirst()
        {
            if (First is not { } first || Unanswered || aggregator.Count < first || aggregator.Count == count)
                return false;
            count = aggregator.Count;
            return Select(aggregator, wanted).Skip(first - 1).Any();
        }
    }

    private IEnumerable<DmConversation> Select(DmConversationAggregator aggregator, string[] wanted)
    {
        var matches = aggregator.Conversations().Where(conversation =>
            (Type is null || string.Equals(conversation.ConversationType, Type.ToString(), StringComparison.Ordinal))
            && (wanted.Length == 0 || conversation.ParticipantIds.Intersect(wanted, StringComparer.Ordinal).Any())
            && (!Unanswered || conversation.IsUnanswered == true));
        return Unanswered ? matches.Reverse() : matches;
    }

    // A group's id at a user's position finds nothing; that must not look like a user without conversations.
    private void ReportMissing(DmConversationAggregator aggregator, string[] wanted)
    {
        if (wanted.Length == 0)
            return;
        var groups = aggregator.Conversations().Select(conversation => conversation.ConversationId).ToHashSet(StringComparer.Ordinal);
        foreach (var id in wanted.Where(groups.Contains))
        {
            WriteError(ErrorRecords.From(new DmException(DmErrorKind.NotFound, $"'{id}' is the id of a group, not of a user.")
            {
                RecommendedAction = $"Use -ConversationId '{id}'.",
                Target = id,
            }));
        }
    }
}
