using System.Globalization;
using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <summary>
/// The conversations: of classic messages those of the last 30 days, aggregated from their events; of X Chat those that it lists.
/// </summary>
[Cmdlet(VerbsCommon.Get, "DmConversation", DefaultParameterSetName = All)]
[OutputType(typeof(DmConversation))]
public sealed partial class GetDmConversationCommand : DmReportingCommand
{
    private const string All = "All";
    private const string In = "Conversation";
    private const string Of = "Event";

    /// <summary>Only conversations in which one of these users participates.</summary>
    [Parameter(Position = 0, ParameterSetName = All), Parameter(Position = 0, ParameterSetName = Of)]
    [Alias("ParticipantId")]
    [UserArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] Participant { get; set => field = Bound(value); } = [];

    /// <summary>Only these conversations: two user ids with a hyphen, or a group's number, in X Chat with <c>g</c> before it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = In)]
    [IdArgument]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string[] ConversationId { get; set => field = Bound(value); } = [];

    /// <summary>Events that were read before, such as those of an archive: their conversations are found without a connection.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Of)]
    public PSObject[] Event { get; set => field = Bound(value); } = [];

    /// <summary>
    /// Where to read: <c>Classic</c> messages, X <c>Chat</c>, or <c>All</c>. By default, both if the connection has a chat key, or else
    /// classic messages.
    /// </summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = In)]
    [ValidateSet(SourceChoice.Classic, SourceChoice.Chat, SourceChoice.All)]
    public string? Source { get; set => field = Bound(value); }

    /// <summary>Only one-to-one conversations, or only groups.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = Of)]
    [ChoiceArgument]
    public DmConversationType? Type { get; set => field = Bound(value); }

    /// <summary>Only conversations with events at this time or later; in X Chat, those that were updated since then.</summary>
    [Parameter]
    [TimeArgument]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Since { get; set; }

    /// <summary>The maximum number of conversations.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = Of)]
    [Alias("Top", "Limit")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set => field = Bound(value); }

    /// <summary>Only conversations whose last message came from another user, the one that has waited longest first.</summary>
    [Parameter]
    public SwitchParameter Unanswered { get; set; }

    private DmConversationQuery Query => new()
    {
        Sources = SourceChoice.Of(Source),
        Type = Type,
        Since = Since,
        First = First,
        IsUnanswered = Unanswered,
    };

    private protected override void Process()
    {
        if (ParameterSetName is Of)
        {
            foreach (var input in Event)
                Collect(input);
            return;
        }

        var client = CreateLimitedClient();
        if (ParameterSetName is In)
            ForEach(ConversationId, "conversation", id => WriteAll(client.ListConversations(Query with { ConversationId = id })));
        else if (ResolveParticipants(user => Await(client.ResolveAsync(user, StopToken))) is { } ids)
            WriteAll(client.ListConversations(Query with { ParticipantIds = ids }));
    }

    // Null if there are none of them: then nothing is wanted.
    private List<string>? ResolveParticipants(Func<DmUserReference, string> resolve)
    {
        var ids = new List<string>();
        ForEach(Participant, "user", user => ids.Add(resolve(user)));
        return ids.Count == 0 && Participant.Length > 0 ? null : ids;
    }

    private void WriteAll(DmConversationListing listing)
    {
        var reported = 0;
        try
        {
            WriteEach(listing, result =>
            {
                AddReports();
                Write(result);
            });
        }
        finally
        {
            // Nothing may be written here: Select-Object -First may have stopped the pipeline.
            AddReports();
        }

        void AddReports()
        {
            for (; reported < listing.Reports.Count; reported++)
                AddReport(listing.Reports[reported]);
        }
    }

    private void Write(DmConversationResult result)
    {
        if (result.Conversation is { } conversation)
            WriteObject(conversation);
        else if (result.Error is { } error)
            WriteError(ErrorRecords.From(error));
        else if (result.EventsToRead is { } count)
            WriteWarning(DescribePrice(count));
    }

    private string DescribePrice(int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"X Chat does not say which conversations are unanswered: the newest event of {CountText.Of(count, "conversation")} of X Chat is read, which costs up to {count * UsedConnection.Prices.Event:0.00} USD, beside what classic events cost. -Since limits them to those that were updated since then.");
}
