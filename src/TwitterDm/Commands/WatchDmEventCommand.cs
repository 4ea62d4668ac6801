using System.Management.Automation;
using System.Security;
using TwitterDm.Binding;
using TwitterDm.Listing;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Output;
using TwitterDm.Watching;

namespace TwitterDm.Commands;

/// <summary>Writes new events to the pipeline as they come, oldest first, until it is stopped.</summary>
[Cmdlet(VerbsCommon.Watch, "DmEvent", DefaultParameterSetName = All)]
[OutputType(typeof(DmEvent))]
public sealed class WatchDmEventCommand : DmConnectedCommand
{
    private const string All = "All";
    private const string With = "Participant";
    private const string In = "Conversation";

    /// <summary>The other user of a one-to-one conversation.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = With)]
    [Alias("ParticipantId")]
    [UserArgument]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] Participant { get; set => field = Bound(value); } = [];

    /// <summary>The conversation: two user ids with a hyphen, or a group's number, in X Chat with <c>g</c> before it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = In)]
    [IdArgument]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string? ConversationId { get; set => field = Bound(value); }

    /// <summary>
    /// Where to read: <c>Classic</c> messages, those of X <c>Chat</c>, or <c>All</c>. By default, both if the connection has a chat key.
    /// </summary>
    [Parameter]
    [ValidateSet(SourceChoice.Classic, SourceChoice.Chat, SourceChoice.All)]
    public string? Source { get; set; }

    /// <summary>Only events of these types.</summary>
    [Parameter]
    [ChoiceArgument(isList: true)]
    [EventTypes]
    public DmEventType[] EventType { get; set; } = [];

    /// <summary>Only events of others.</summary>
    [Parameter]
    public SwitchParameter IncomingOnly { get; set; }

    /// <summary>Begins with the events at this time or later, instead of now.</summary>
    [Parameter]
    [TimeArgument]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Begins with the events after this one, instead of now.</summary>
    [Parameter]
    [IdArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EventCompleter))]
    public string? SinceId { get; set; }

    /// <summary>A file that stores how far events were returned; the next run with it goes on from there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    /// <summary>Reads X's stream of live events, and polls only for what it misses.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>The app-only token for the stream: a secure string or text.</summary>
    [Parameter]
    [SecretArgument]
    [ValidateNotNullOrEmpty]
    public SecureString? AppToken { get; set; }

    /// <summary>After which time the command ends.</summary>
    [Parameter]
    [DurationArgument]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Makes texts and URLs safe for terminals and spreadsheets.</summary>
    [Parameter]
    public SwitchParameter SafeText { get; set; }

    private protected override void Process()
    {
        RejectEmpty(nameof(ConversationId));
        if (AppToken is not null && !Stream)
        {
            throw new DmException(DmErrorKind.InvalidRequest, "-AppToken is for a stream.")
            {
                RecommendedAction = "Add -Stream, or omit -AppToken.",
            };
        }

        var client = CreateClient();
        var query = DmClient.CheckQuery(Query());
        using var checkpoint = query.Values.CheckpointPath is { } path ? client.CreateCheckpointSession(path) : null;
        Watch(client.Watch(Resolve(query, client, checkpoint), Options(), checkpoint));
    }

    private void Watch(DmWatch watch)
    {
        var handled = 0;
        try
        {
            while (Await(watch.ReadBatchAsync(StopToken)) is { } batch)
            {
                handled = 0;
                foreach (var item in batch)
                {
                    Write(item, ref handled);
                    ShowNotices();
                }
            }
        }
        finally
        {
            // Nothing may be written here: Select-Object -First may have stopped the pipeline.
            Save(watch, handled);
            watch.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void Write(DmEvent item, ref int handled)
    {
        try
        {
            WriteObject(SafeText ? item.WithSafeText() : item);
        }
        catch (PipelineStoppedException) when (PipelineState.Current.IsEndOfDemand(CommandRuntime))
        {
            handled++;
            throw;
        }

        handled++;
    }

    private void Save(DmWatch watch, int handled)
    {
        try
        {
            watch.SaveCheckpoint(handled);
        }
        catch (DmException exception)
        {
            ShowTooLate(exception);
        }
    }

    private DmWatchOptions Options() => new()
    {
        IncomingOnly = IncomingOnly,
        Timeout = Timeout,
        Stream = Stream,
        AppToken = AppToken is null ? null : SecretArgumentAttribute.Reveal(AppToken),
    };

    private CheckedQuery Resolve(CheckedQuery query, DmClient client, CheckpointSession? checkpoint)
    {
        if (ConversationId is not null)
            return query.WithConversation(ConversationId);
        if (Participant is [])
            return query;
        if (Participant is not [var user])
        {
            throw new DmException(DmErrorKind.InvalidRequest, "One command watches one participant.")
            {
                RecommendedAction = "Watch all conversations, and select the people with Where-Object.",
            };
        }

        // Opened before the request that looks up a name.
        checkpoint?.Open(isAll: false);
        return query.WithParticipant(Await(client.ResolveAsync(user, StopToken)));
    }

    private DmEventQuery Query() => new()
    {
        Sources = SourceChoice.Of(Source),
        EventTypes = EventType,
        Since = Since,
        SinceId = SinceId,
        CheckpointPath = Checkpoint is null ? null : FilePath(Checkpoint),
    };
}
