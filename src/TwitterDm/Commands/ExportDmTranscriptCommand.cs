using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Transcripts.Exporting;

namespace TwitterDm.Commands;

/// <summary>Writes conversations to files: pages for people, Markdown, or JSON Lines.</summary>
[Cmdlet(VerbsData.Export, "DmTranscript", DefaultParameterSetName = Piped, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportDmTranscriptCommand : DmListingCommand
{
    private const string Piped = "Event";
    private const string In = "Conversation";

    private DmTranscriptExport? _export;

    /// <summary>The events, live or deserialized, in any order; or conversations, whose events are read.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Piped)]
    public PSObject? InputObject { get; set => field = Bound(value); }

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
    public DmTranscriptFormat? As { get; set; }

    /// <summary>Where the events of conversations are read: <c>Classic</c> messages, those of X <c>Chat</c>, or <c>All</c>.</summary>
    [Parameter]
    [ValidateSet(SourceChoice.Classic, SourceChoice.Chat, SourceChoice.All)]
    public string? Source { get; set; }

    /// <summary>Only events at this time or later.</summary>
    [Parameter]
    [TimeArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only events at this time or earlier.</summary>
    [Parameter]
    [TimeArgument]
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
        _export = new(Options(), Notices);
    }

    private protected override void Process()
    {
        if (ParameterSetName is In)
            ForEach(ConversationId, "conversation", id => AddConversation(id, SourceChoice.Of(Source)));
        else if (InputObject is { } input)
            AddObject(input);
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
            if (input.BaseObject is DmEvent || PipedObject.IsEvent(input) || !PipedObject.Has(input, nameof(DmConversation.ConversationId)))
                _export!.Add(EventCopies.Of(input));
            else
                AddConversation(PipedObject.Get(input, nameof(DmConversation.ConversationId))?.ToString() ?? string.Empty, SourceChoice.Of(Source, input));
        }
        catch (DmException exception) when (exception.Reason == DmErrorReason.NotATranscriptEvent || (exception.Kind == DmErrorKind.NotFound && !exception.EndsRun))
        {
            WriteError(ErrorRecords.From(exception, input));
        }
    }

    private void AddConversation(string id, IReadOnlyCollection<DmSource>? sources)
    {
        // Reading costs money, which a preview must not.
        if (IsWhatIf)
            ShouldProcess(FilePath(Path), $"Write the transcript of conversation {Text.VisibleText.Of(id, 60)}");
        else
            ForEachEvent(CreateLimitedClient().ListEvents(new DmEventQuery { ConversationId = id, Sources = sources, Since = Since, Until = Until }), item => _export!.Add(item));
    }

    private void Write(DmTranscriptFile file)
    {
        _export!.Check(file);
        if (!ShouldProcess(Text.VisibleText.Of(file.Path), FormattableString.Invariant($"Write the transcript of {file.Description} ({file.EventCount} events)")))
            return;
        foreach (var path in _export.Write(file, StopToken))
            WriteObject(new FileInfo(path));
        ShowNotices();
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
