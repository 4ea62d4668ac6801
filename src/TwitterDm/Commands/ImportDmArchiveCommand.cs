using System.Collections;
using System.Management.Automation;
using TwitterDm.Archive;
using TwitterDm.Binding;
using TwitterDm.Notices;

namespace TwitterDm.Commands;

/// <summary>Writes the events of an archive of X's data to the pipeline, without a connection and at no cost.</summary>
[Cmdlet(VerbsData.Import, "DmArchive", DefaultParameterSetName = ByPath)]
[OutputType(typeof(DmEvent))]
public sealed class ImportDmArchiveCommand : DmReportingCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private IReadOnlyList<DmUser> _users = [];

    /// <summary>The archive: the zip file from X, the folder to which it was unpacked, or one of its files with messages.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set => field = Bound(value); } = [];

    /// <summary>The archive, by a path in which no character is a wildcard.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set => field = Bound(value); } = [];

    /// <summary>Only these conversations: two user ids with a hyphen, or a group's number.</summary>
    [Parameter]
    [IdArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string[] ConversationId { get; set; } = [];

    /// <summary>Only the one-to-one conversations with these users.</summary>
    [Parameter]
    [Alias("ParticipantId")]
    [UserArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] Participant { get; set; } = [];

    /// <summary>Only events of these types.</summary>
    [Parameter]
    [ChoiceArgument(isList: true)]
    [ValidateSet(
        nameof(DmEventType.MessageCreate),
        nameof(DmEventType.ParticipantsJoin),
        nameof(DmEventType.ParticipantsLeave),
        nameof(DmEventType.ReactionAdd),
        nameof(DmEventType.ConversationChange),
        nameof(DmEventType.Unknown))]
    public DmEventType[] EventType { get; set; } = [];

    /// <summary>Only events at this time or later.</summary>
    [Parameter]
    [TimeArgument]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only events at this time or earlier.</summary>
    [Parameter]
    [TimeArgument]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Until { get; set; }

    /// <summary>The maximum number of events of each archive.</summary>
    [Parameter]
    [Alias("Top", "Limit")]
    [ValidateRange(1L, long.MaxValue)]
    public long? First { get; set; }

    /// <summary>Writes the oldest event of each conversation first.</summary>
    [Parameter]
    public SwitchParameter Oldest { get; set; }

    /// <summary>Makes texts and URLs safe for terminals and spreadsheets.</summary>
    [Parameter]
    public SwitchParameter SafeText { get; set; }

    /// <summary>Looks up the names of users over a connection, which X bills.</summary>
    [Parameter]
    public SwitchParameter ResolveUser { get; set; }

    /// <summary>Names of users by their ids.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? UserMap { get; set; }

    private protected override void Begin()
    {
        base.Begin();
        _users = Binding.UserMap.Of(UserMap);
        if (ResolveUser)
            CreateLimitedClient();
    }

    private protected override void Process()
    {
        ForEach(Path, "archive", path => ForEach(FilePaths(path), "archive", Import));
        ForEach(LiteralPath, "archive", path => Import(FilePath(path)));
    }

    private void Import(string path)
    {
        var query = new DmArchiveQuery
        {
            Path = path,
            ConversationIds = ConversationId,
            Participants = Participant,
            EventTypes = EventType,
            Since = Since,
            Until = Until,
            First = First,
            IsOldestFirst = Oldest,
            Users = _users,
        };
        var reader = ResolveUser
            ? CreateLimitedClient().ReadArchive(query)
            : new DmArchiveReader(query, new DmCallOptions { Notices = Notices });
        try
        {
            while (Await(reader.ReadPageAsync(StopToken)) is { } page)
            {
                foreach (var item in page)
                    WriteObject(SafeText ? item.WithSafeText() : item);
            }
        }
        finally
        {
            // Nothing may be written here: Select-Object -First may have stopped the pipeline.
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
            AddReport(reader.Report!);
        }
    }
}
