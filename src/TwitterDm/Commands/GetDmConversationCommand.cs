using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Listing;
using TwitterDm.Output;

namespace TwitterDm.Commands;

/// <summary>
/// The conversations: of classic messages those of the last 30 days, aggregated from their events; of X Chat those that it lists.
/// </summary>
[Cmdlet(VerbsCommon.Get, "DmConversation", DefaultParameterSetName = All)]
[OutputType(typeof(DmConversation))]
public sealed partial class GetDmConversationCommand : DmListingCommand
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

    private protected override void Process()
    {
        if (ParameterSetName is Of)
        {
            foreach (var input in Event)
                Fold(input);
            return;
        }

        var client = CreateLimitedClient();
        if (ParameterSetName is In)
        {
            ForEach(ConversationId, "conversation", id => ReadOne(client, id));
            return;
        }

        var (classic, chat) = Sources(conversationId: null);
        var participants = new List<string>();
        ForEach(Participant, "user", user => participants.Add(Await(client.ResolveAsync(user, StopToken))));
        // Without any of them, nothing is wanted.
        if (participants.Count == 0 && Participant.Length > 0)
            return;
        string[] wanted = [.. participants];
        if (!chat)
            Write(ReadClassic(client, new DmEventQuery { Since = Since, Sources = GivenClassic }, wanted));
        else if (!classic && !Unanswered)
            ForEachChat(client, wanted, WriteObject);
        else
            ReadBoth(client, classic, wanted);
    }

    // Both lists are complete, or have enough conversations, before they can be put in order.
    private void ReadBoth(DmClient client, bool classic, string[] wanted)
    {
        var found = new List<DmConversation>();
        try
        {
            if (classic)
                found.AddRange(ReadClassic(client, new DmEventQuery { Since = Since, Sources = [DmSource.Classic] }, wanted));
            AddChat(client, classic, wanted, found);
        }
        catch (DmException)
        {
            // The conversations so far are written before the error.
            Write(Order(found));
            throw;
        }

        Write(Order(found));
    }

    private void Write(IEnumerable<DmConversation> found) => WriteObject(found.Take(First ?? int.MaxValue), enumerateCollection: true);

    // Text, because it is the same time on every machine, also in the hour that a change of the clocks repeats.
    private IEnumerable<DmConversation> Order(IEnumerable<DmConversation> found) => Unanswered
        ? found.OrderBy(conversation => conversation.Timestamp, StringComparer.Ordinal)
        : found.OrderByDescending(conversation => conversation.Timestamp, StringComparer.Ordinal);

    // What -Source says about a classic listing alone: without it, the listing warns that X Chat is not included.
    private IReadOnlyCollection<DmSource>? GivenClassic => Source is null ? null : [DmSource.Classic];

    private (bool Classic, bool Chat) Sources(string? conversationId)
    {
        var given = SourceChoice.Of(Source);
        var isChatGroup = conversationId is ['g' or 'G', ..];
        if (given is null)
        {
            return isChatGroup
                ? (false, true)
                : (true, UsedConnection.HasChatKey && (conversationId is null || conversationId.Contains('-', StringComparison.Ordinal)));
        }

        return (given.Contains(DmSource.Classic) && !(isChatGroup && given.Count > 1), given.Contains(DmSource.Chat));
    }

    private List<DmConversation> ReadClassic(DmClient client, DmEventQuery query, string[] wanted)
    {
        var aggregator = client.Aggregate();
        var count = 0;
        try
        {
            ForEachEvent(client.ListEvents(query), aggregator.Add, HasFirst);
        }
        catch (DmException)
        {
            // The conversations so far are written before the error.
            Write(Select(aggregator, wanted));
            throw;
        }

        ReportMissing(aggregator, wanted);
        return [.. Select(aggregator, wanted)];

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
        var matches = aggregator
            .Conversations()
            .Where(conversation => IsWanted(conversation, wanted) && (!Unanswered || conversation.IsUnanswered == true));
        return Unanswered ? matches.Reverse() : matches;
    }

    private bool IsWanted(DmConversation conversation, string[] wanted)
        => (Type is null || string.Equals(conversation.ConversationType, Type.ToString(), StringComparison.Ordinal))
        && (wanted.Length == 0 || conversation.ParticipantIds.Intersect(wanted, StringComparer.Ordinal).Any());

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
