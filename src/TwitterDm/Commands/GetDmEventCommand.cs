using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <summary>Reads events, newest first, onto the pipeline, page by page as they arrive.</summary>
[Cmdlet(VerbsCommon.Get, "DmEvent", DefaultParameterSetName = All)]
[OutputType(typeof(DmEvent))]
public sealed class GetDmEventCommand : DmListingCommand
{
    private const string All = "All";
    private const string With = "Participant";
    private const string In = "Conversation";
    private const string One = "Id";

    private readonly List<DmUserReference> _participants = [];
    private readonly List<string> _conversations = [];
    private bool _isAsked;
    private DmListing? _checkpointed;

    /// <summary>The other user of a conversation of two.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = With)]
    [Alias("ParticipantId")]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] Participant { get; set; } = [];

    /// <summary>The conversation: two user ids with a hyphen, or a group's number.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = In)]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string[] ConversationId { get; set; } = [];

    /// <summary>The ids of single events.</summary>
    [Parameter(Mandatory = true, ParameterSetName = One)]
    public string[] Id { get; set; } = [];

    /// <summary>Only these kinds of events.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [ValidateSet(nameof(DmEventType.MessageCreate), nameof(DmEventType.ParticipantsJoin), nameof(DmEventType.ParticipantsLeave))]
    public DmEventType[] EventType { get; set; } = [];

    /// <summary>Only events at this time or later.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only events at this time or earlier.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Only events newer than this one.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    public string? SinceId { get; set; }

    /// <summary>At most this many events.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [ValidateRange(1L, long.MaxValue)]
    public long? First { get; set; }

    /// <summary>At most this many events in one request.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [ValidateRange(1, DmEventQuery.LargestPage)]
    public int? PageSize { get; set; }

    /// <summary>Where to go on after an error.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    public string? PageToken { get; set; }

    /// <summary>A file that keeps how far was read: only what is new since then.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    /// <summary>Makes texts and addresses harmless for terminals and spreadsheets.</summary>
    [Parameter]
    public SwitchParameter SafeText { get; set; }

    private protected override void Process()
    {
        if (Checkpoint is not null)
            Collect();
        else
            List(CreateLimitedClient(), Query().Checked());
    }

    private protected override void End()
    {
        if (_isAsked)
            ListNew(CreateLimitedClient(), Query().Checked());
    }

    // By now whatever the events were written to has written its last byte; what Export-Csv writes is not there earlier.
    private protected override void Settle(bool endedWell)
    {
        using var prepared = _checkpointed?.PreparedCheckpoint;
        try
        {
            if (endedWell)
                prepared?.Commit();
        }
        catch (DmException exception)
        {
            ShowTooLate(exception);
        }
    }

    private void List(DmClient client, DmEventQuery query)
    {
        switch (ParameterSetName)
        {
            case One:
                ForEach(Id, id => Write(Await(client.GetEventAsync(id, StopToken))));
                break;
            case With:
                ForEach(Participant, user => WriteEach(client.ListEvents(QueryWith(user, client, query)), Write));
                break;
            case In:
                ForEach(ConversationId, id => WriteEach(client.ListEvents(query with { ConversationId = id }), Write));
                break;
            default:
                WriteEach(client.ListEvents(query), Write);
                break;
        }
    }

    // One file says how far one list was read. All inputs are looked at before the first is read: else it would be known too late.
    private void Collect()
    {
        _isAsked = true;
        _participants.AddRange(Participant);
        _conversations.AddRange(ConversationId);
        if (_participants.Count + _conversations.Count > 1)
        {
            throw DmException.BadInput(
                "-Checkpoint takes one participant or one conversation: the file says how far one list was read.",
                "Read each with a command and a file of its own, or all conversations together, without either.",
                Checkpoint);
        }
    }

    private void ListNew(DmClient client, DmEventQuery query)
    {
        if (_participants is [var user])
        {
            // To look up a name is a request already.
            client.CheckCheckpoint(query.CheckpointPath!, isAll: false);
            query = QueryWith(user, client, query);
        }

        if (_conversations is [var id])
            query = query with { ConversationId = id };
        _checkpointed = client.ListEvents(query, holdsCheckpoint: true);
        WriteEach(_checkpointed, Write);
        // Later, when the pipeline has ended, no warning can be written.
        if (_checkpointed.PreparedCheckpoint is not null && Outcome == PipelineOutcome.Unknown)
        {
            WriteWarning($"The checkpoint '{VisibleText.Of(Checkpoint, 200)}' does not advance: this version of PowerShell does not tell whether the pipeline failed, "
                + "so these events may not have been processed. The next run reads them again, and X may bill them again: no event is lost, "
                + "and each comes at least once. Update the TwitterDm module.");
        }
    }

    private DmEventQuery QueryWith(DmUserReference user, DmClient client, DmEventQuery query)
        => query with { ParticipantId = Await(client.ResolveAsync(user, StopToken)) };

    private DmEventQuery Query() => new()
    {
        EventTypes = EventType,
        Since = Since,
        Until = Until,
        SinceId = SinceId,
        First = First,
        PageSize = PageSize,
        PageToken = PageToken,
        CheckpointPath = Checkpoint is null ? null : FilePath(Checkpoint),
    };

    private void ForEach<T>(IEnumerable<T> items, Action<T> work)
        where T : class
    {
        foreach (var item in items)
            ForItem(item, () => work(item));
    }

    private void Write(DmEvent item) => WriteObject(SafeText ? item.WithSafeText() : item);
}
