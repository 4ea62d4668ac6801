using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Session;
using TwitterDm.Text;
using TwitterDm.Transcripts.Exporting;

namespace TwitterDm.Commands;

/// <summary>Writes conversations to files: pages for people, Markdown, or JSON Lines.</summary>
[Cmdlet(VerbsData.Export, "DmTranscript", DefaultParameterSetName = Piped, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportDmTranscriptCommand : DmListingCommand
{
    private const string Piped = "Event";
    private const string In = "Conversation";

    private readonly EventInput _events = new();
    private DmTranscriptExport? _export;
    private bool _isAccountSought;

    /// <summary>The events, live or deserialized, in any order; or conversations, whose events are read.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Piped)]
    public PSObject[] InputObject { get; set => field = Bound(value); } = [];

    /// <summary>The conversations whose events are read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = In)]
    [IdArgument]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string[] ConversationId { get; set => field = Bound(value); } = [];

    /// <summary>A file, if it has an extension: for one conversation. Otherwise a folder, for a file for each conversation.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>The format; by default, what the extension says, and Html for a folder.</summary>
    [Parameter]
    [ChoiceArgument]
    public DmTranscriptFormat? As { get; set; }

    /// <summary>Where the events of conversations are read: <c>Classic</c> messages, those of X <c>Chat</c>, or <c>All</c>.</summary>
    [Parameter]
    [ValidateSet(SourceChoice.Classic, SourceChoice.Chat, SourceChoice.All)]
    public string? Source { get; set; }

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

    /// <summary>The time zone of the times in pages and Markdown; by default, that of this machine.</summary>
    [Parameter]
    [TimeZoneArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The maximum number of messages in a file; further ones are in other files.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? PartitionSize { get; set; }

    /// <summary>Whether pages contain pictures and other files, instead of links to them.</summary>
    [Parameter]
    public SwitchParameter EmbedMedia { get; set; }

    /// <summary>The folder in which <c>Save-DmMedia</c> saved attachments.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MediaPath { get; set; }

    /// <summary>Removes e-mail addresses, phone numbers and card numbers from texts.</summary>
    [Parameter]
    public SwitchParameter Redact { get; set; }

    /// <summary>Regular expressions of what else to remove from texts.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Pattern { get; set; } = [];

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin()
    {
        base.Begin();
        // PowerShell would report for each object that it does not fit.
        if (ParameterSetName is In && MyInvocation.ExpectingInput)
            throw PipelineRefused(nameof(ConversationId), "Omit it, or give the conversations without a pipeline.");
        _export = new(Options(), Notices);
        // What comes before in the pipeline may still create the folder.
        if (!MyInvocation.ExpectingInput)
            _export.CheckMediaPath();
    }

    private protected override void Process()
    {
        if (ParameterSetName is In)
            ForEach(ConversationId, "conversation", id => AddConversation(id, SourceChoice.Of(Source)));
        else
            Array.ForEach(InputObject, AddObject);
        ShowNotices();
    }

    private protected override void End()
    {
        var files = _export!.Plan();
        if (files.Count == 0 && !IsWhatIf)
            WriteWarning("There were no events, so no transcript was written.");
        ForEach(files, "conversation", Write);
    }

    private protected override void OnPipelineEnded(bool succeeded) => _export?.Dispose();

    private void AddObject(PSObject input)
    {
        try
        {
            if (PipedObject.IsConversation(input))
            {
                _events.Skip();
                AddConversation(ReadableIdOf(input), SourceChoice.Of(Source, input));
                return;
            }

            var item = _events.Read(input);
            if (ReportVariable is not null)
            {
                throw PipelineRefused(
                    nameof(ReportVariable),
                    "Omit it: it reports what is read from X, and these events were read before. The command that read them takes it.");
            }

            FindAccount(input);
            Add(item, EventCopies.IsTextRow(input));
        }
        catch (DmException exception) when (IsAboutObject(exception))
        {
            WriteError(ErrorRecords.From(exception, input));
        }
    }

    // One event of a group does not say whose it is; the connection that has read it does.
    private void FindAccount(PSObject input)
    {
        if (_isAccountSought)
            return;
        _isAccountSought = true;
        if (input.BaseObject is DmEvent live && (Connection ?? RunspaceConnections.Current.Default) is { IsOpen: true } connection
            && connection.Recognize(new DmEventReference(live.Id, live.ConversationId)).Source is not null)
        {
            _export!.Account = connection.User;
        }
    }

    private void Add(DmEvent item, bool isTextRow = false)
    {
        try
        {
            _export!.Add(item, isTextRow);
        }
        catch (DmException exception) when (exception.Reason == DmErrorReason.TranscriptItemFailed)
        {
            WriteError(ErrorRecords.From(exception));
        }
    }

    private static bool IsAboutObject(DmException exception)
        => exception.Reason is DmErrorReason.NotATranscriptEvent or DmErrorReason.ArchiveConversation or DmErrorReason.SourceUnknown
        || (exception.Kind is DmErrorKind.NotFound or DmErrorKind.Permission && !exception.EndsRun);

    private string ReadableIdOf(PSObject conversation)
    {
        var id = PipedObject.Get(conversation, nameof(DmConversation.ConversationId))?.ToString() ?? string.Empty;
        return Source is null && SourceChoice.IsArchive(conversation)
            ? throw new DmException(
                DmErrorKind.InvalidRequest,
                $"The conversation {VisibleText.Of(id, 60)} is from an archive, so its events cannot be read from X.")
            {
                Reason = DmErrorReason.ArchiveConversation,
                Target = conversation,
            }
            : id;
    }

    private static DmException PipelineRefused(string parameter, string action)
        => new(DmErrorKind.InvalidRequest, $"-{parameter} cannot be used together with events from the pipeline.")
        {
            RecommendedAction = action,
            Target = parameter,
        };

    private void AddConversation(string id, IReadOnlyCollection<DmSource>? sources)
    {
        // Reading costs money, which a preview must not.
        if (IsWhatIf)
            ShouldProcess(FilePath(Path), $"Write the transcript of conversation {VisibleText.Of(id, 60)}");
        else
            Read(id, sources);
    }

    private void Read(string id, IReadOnlyCollection<DmSource>? sources)
    {
        try
        {
            _export!.Account = UsedConnection.User;
            ForEachEvent(
                CreateLimitedClient()
                    .ListEvents(
                        new DmEventQuery
                        {
                            ConversationId = id,
                            Sources = sources,
                            Since = Since,
                            Until = Until,
                        }),
                item => Add(item));
        }
        // Without a file there is nothing that could be resumed.
        catch (DmException exception) when (exception.Target is DmResumePoint)
        {
            var isAboutConversation = exception is { Kind: DmErrorKind.Permission, EndsRun: false } or { Kind: DmErrorKind.NotFound };
            throw exception.WithTarget(
                id,
                isAboutConversation
                    ? $"Check that the account is a member of the conversation. {exception.RecommendedAction}".TrimEnd()
                    : null);
        }
    }

    private void Write(DmTranscriptFile file)
    {
        _export!.Check(file);
        if (!ShouldProcess(
                VisibleText.Of(file.Path),
                $"Write the transcript of {file.Description} ({CountText.Of(file.EventCount, "event")})"))
        {
            return;
        }

        foreach (var path in _export.Write(file, StopToken))
            WriteFile(path);
        ShowNotices();
    }

    // As Get-Item returns it: the views of files need what PowerShell adds.
    private void WriteFile(string path)
    {
        const string Provider = "Microsoft.PowerShell.Core\\FileSystem::";
        foreach (var file in SessionState.InvokeProvider.Item.Get([Provider + path], force: true, literalPath: true))
            WriteObject(file);
    }

    private DmTranscriptOptions Options() => new()
    {
        // Resolving removes the separator that says that it is a folder.
        Path = System.IO.Path.EndsInDirectorySeparator(Path) ? FilePath(Path) + System.IO.Path.DirectorySeparatorChar : FilePath(Path),
        Format = As,
        Since = Since,
        Until = Until,
        TimeZone = TimeZone,
        PartitionSize = PartitionSize,
        EmbedMedia = EmbedMedia,
        MediaPath = MediaPath is null ? null : FilePath(MediaPath),
        Redact = Redact,
        Patterns = Pattern,
        Force = Force,
        IsPreview = IsWhatIf,
    };
}
