using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>Writes events to the pipeline, newest first, page by page as they arrive.</summary>
[Cmdlet(VerbsCommon.Get, "DmEvent", DefaultParameterSetName = All)]
[OutputType(typeof(DmEvent))]
public sealed partial class GetDmEventCommand : DmListingCommand
{
    private const string All = "All";
    private const string With = "Participant";
    private const string In = "Conversation";
    private const string One = "Id";

    /// <summary>The other user of a one-to-one conversation.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = With)]
    [Alias("ParticipantId")]
    [UserArgument]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] Participant { get; set => field = Bound(value); } = [];

    /// <summary>
    /// The conversation: two user ids with a hyphen, or a group's number, in X Chat with <c>g</c> before it; with <c>-Id</c>, the event's.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = In), Parameter(ParameterSetName = One)]
    [IdArgument]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string[] ConversationId { get; set => field = Bound(value); } = [];

    /// <summary>The ids of single events.</summary>
    [Parameter(Mandatory = true, ParameterSetName = One)]
    [IdArgument]
    [ArgumentCompleter(typeof(EventCompleter))]
    public string[] Id { get; set => field = Bound(value); } = [];

    /// <summary>
    /// Where to read: <c>Classic</c> messages, those of X <c>Chat</c>, or <c>All</c>. By default, the source of what comes from the
    /// pipeline; otherwise both if the connection has a chat key, or else classic messages.
    /// </summary>
    [Parameter]
    [ValidateSet(SourceChoice.Classic, SourceChoice.Chat, SourceChoice.All)]
    public string? Source { get; set; }

    /// <summary>Only events of these types.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [ChoiceArgument(isList: true)]
    [EventTypes]
    public DmEventType[] EventType
    {
        get;
        set => field = Bound(value);
    } = [];

    /// <summary>Only events at this time or later.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [TimeArgument]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Since { get; set => field = Bound(value); }

    /// <summary>Only events at this time or earlier.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [TimeArgument]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Until { get; set => field = Bound(value); }

    /// <summary>Only events newer than this one.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [IdArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EventCompleter))]
    public string? SinceId { get; set => field = Bound(value); }

    /// <summary>The maximum number of events.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [Alias("Top", "Limit")]
    [ValidateRange(1L, long.MaxValue)]
    public long? First { get; set => field = Bound(value); }

    /// <summary>The maximum number of events in one request.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [ValidateRange(1, DmEventQuery.MaxPage)]
    public int? PageSize { get; set => field = Bound(value); }

    /// <summary>Where to resume after an error.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [ValidateNotNullOrEmpty]
    public string? PageToken { get; set => field = Bound(value); }

    /// <summary>A file that stores how far events were read; returns only the events after that position.</summary>
    [Parameter(ParameterSetName = All), Parameter(ParameterSetName = With), Parameter(ParameterSetName = In)]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set => field = Bound(value); }

    /// <summary>Makes texts and URLs safe for terminals and spreadsheets.</summary>
    [Parameter]
    public SwitchParameter SafeText { get; set; }

    /// <summary>What comes from the pipeline; its own source is used unless <c>-Source</c> is given.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = With), Parameter(ValueFromPipeline = true, ParameterSetName = In)]
    public PSObject? InputObject { get; set => field = Bound(value); }
}
