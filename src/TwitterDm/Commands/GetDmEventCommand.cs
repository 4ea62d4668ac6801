using System.Management.Automation;

namespace TwitterDm.Commands;

/// <summary>Reads events, newest first, onto the pipeline, page by page as they arrive.</summary>
[Cmdlet(VerbsCommon.Get, "DmEvent", DefaultParameterSetName = All)]
[OutputType(typeof(DmEvent))]
public sealed class GetDmEventCommand : DmLimitedCommand
{
    private const string All = "All";
    private const string With = "Participant";
    private const string In = "Conversation";
    private const string One = "Id";

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

    /// <summary>Makes texts and addresses harmless for terminals and spreadsheets.</summary>
    [Parameter]
    public SwitchParameter SafeText { get; set; }

    private protected override void Process()
    {
        var client = CreateLimitedClient();
        var query = Query().Checked();
        switch (ParameterSetName)
        {
            case One:
                ForEach(Id, id => Write(Await(client.GetEventAsync(id, StopToken))));
                break;
            case With:
                ForEach(Participant, user => WriteList(client, query with { ParticipantId = Await(client.ResolveAsync(user, StopToken)) }));
                break;
            case In:
                ForEach(ConversationId, id => WriteList(client, query with { ConversationId = id }));
                break;
            default:
                WriteList(client, query);
                break;
        }
    }

    private DmEventQuery Query() => new()
    {
        EventTypes = EventType,
        Since = Since,
        Until = Until,
        SinceId = SinceId,
        First = First,
        PageSize = PageSize,
        PageToken = PageToken,
    };

    private void ForEach<T>(IEnumerable<T> items, Action<T> work)
        where T : class
    {
        foreach (var item in items)
            ForItem(item, () => work(item));
    }

    private void WriteList(DmClient client, DmEventQuery query) => WriteEach(client.ListEvents(query), Write);

    private void Write(DmEvent item) => WriteObject(SafeText ? item.WithSafeText() : item);
}
