using TwitterDm.Binding;
using TwitterDm.Listing;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Output;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <content>What the parameters do.</content>
public sealed partial class GetDmEventCommand
{
    private readonly List<DmUserReference> _participants = [];
    private readonly List<string> _conversations = [];
    private readonly HashSet<(string ConversationId, string Sources)> _read = [];
    private IReadOnlyCollection<DmSource>? _sources = [];
    private bool _hasInput;
    private CheckpointSession? _checkpoint;

    private protected override void Process()
    {
        if (!TryChooseSources(out var sources))
            return;
        if (Checkpoint is not null)
            Collect(sources);
        else
            List(CreateLimitedClient(), sources);
    }

    // An error about one row does not stop the others.
    private bool TryChooseSources(out IReadOnlyCollection<DmSource>? sources)
    {
        try
        {
            sources = SourceChoice.Of(Source, InputObject);
            return true;
        }
        catch (DmException exception)
        {
            WriteError(ErrorRecords.From(exception, InputObject));
            sources = null;
            return false;
        }
    }

    private protected override void End()
    {
        if (Checkpoint is not null && _hasInput)
            ListNew(CreateLimitedClient(), DmClient.CheckQuery(Query(_sources is { Count: 0 } ? null : _sources)));
    }

    // By now, the cmdlets further down the pipeline have finished their work: Export-Csv, for example, has written the end of its file.
    private protected override void OnPipelineEnded(bool succeeded)
    {
        using var checkpoint = _checkpoint;
        try
        {
            if (succeeded)
                checkpoint?.Commit();
        }
        catch (DmException exception)
        {
            ShowTooLate(exception);
        }
    }

    private void List(DmClient client, IReadOnlyCollection<DmSource>? sources)
    {
        var query = DmClient.CheckQuery(Query(sources));
        switch (ParameterSetName)
        {
            case One:
                ForEach(Id, "event", id => Write(ReadOne(client, id, sources)));
                break;
            case With:
                ForEach(Participant, "user", user => WriteEvents(client.ListEvents(query.WithParticipant(Resolve(user, client)))));
                break;
            case In:
                ForEach(NewConversations(sources), "conversation", id => ReadConversation(client, query.WithConversation(id)));
                break;
            default:
                WriteEvents(client.ListEvents(query));
                break;
        }
    }

    // An archive can be another account's, and has conversations that no longer exist at X.
    private void ReadConversation(DmClient client, CheckedQuery query)
    {
        try
        {
            WriteEvents(client.ListEvents(query));
        }
        catch (DmException exception)
            when (exception.Kind is DmErrorKind.Permission or DmErrorKind.NotFound && SourceChoice.IsArchive(InputObject))
        {
            throw exception.WithSentence(
                "The conversation comes from an archive: this account is probably not, or no longer, in it. Its events are those of Import-DmArchive -ConversationId; pipe them instead.");
        }
    }

    // X Chat finds an event only in its conversation.
    private DmEvent ReadOne(DmClient client, string id, IReadOnlyCollection<DmSource>? sources)
    {
        var conversation = ConversationId switch
        {
            [] => null,
            [var only] => only,
            _ => throw SourceChoice.SeveralConversations(),
        };
        return SourceChoice.OfOneEvent(sources, conversation) == DmSource.Chat
            ? Await(client.GetChatEventAsync(conversation ?? throw SourceChoice.NoConversation(id), id, StopToken))
            : Await(client.GetEventAsync(id, StopToken));
    }

    // Many rows can name the same conversation, such as the events of a conversation: it is read once from each source.
    private string[] NewConversations(IReadOnlyCollection<DmSource>? sources)
        => [.. ConversationId.Where(id => !MyInvocation.ExpectingInput || _read.Add((id, string.Join(',', sources ?? []))))];

    // A checkpoint belongs to one list. Whether there are several is known only after the last input, and has to be known before the first
    // request.
    private void Collect(IReadOnlyCollection<DmSource>? sources)
    {
        _hasInput = true;
        // Of two rows with the same conversation and different sources, both are meant.
        _sources = sources is null || _sources is null ? null : [.. _sources.Union(sources)];
        _participants.AddRange(Participant);
        _conversations.AddRange(
            ConversationId.Where(id => !MyInvocation.ExpectingInput || !_conversations.Contains(id, StringComparer.Ordinal)));
        if (_participants.Count + _conversations.Count > 1)
        {
            throw new DmException(
                DmErrorKind.InvalidRequest,
                "-Checkpoint can be combined with only one participant or one conversation, because the file stores the position in one list.")
            {
                RecommendedAction =
                    "Use a separate command and file for each of them, or read all conversations, without -Participant and -ConversationId.",
                Target = Checkpoint,
            };
        }
    }

    private void ListNew(DmClient client, CheckedQuery query)
    {
        _checkpoint = client.CreateCheckpointSession(query.Values.CheckpointPath!);
        if (_participants is [var user])
        {
            // Opened before the request that looks up a name.
            _checkpoint.Open(isAll: false);
            query = query.WithParticipant(Resolve(user, client));
        }

        if (_conversations is [var id])
            query = query.WithConversation(id);
        WriteEvents(client.ListEvents(query, _checkpoint));
        // Warns now, since nothing can be written after the pipeline has ended.
        if (_checkpoint.CanAdvance && Outcome == PipelineOutcome.Unknown)
        {
            WriteWarning(
                $"The checkpoint '{VisibleText.Of(Checkpoint, 200)}' does not advance: this version of PowerShell does not tell whether the pipeline failed, "
                    + "so these events may not have been processed. The next run reads them again, and X may bill them again: no event is lost, "
                    + "and each comes at least once. Update the TwitterDm module.");
        }
    }

    private string Resolve(DmUserReference user, DmClient client) => Await(client.ResolveAsync(user, StopToken));

    private DmEventQuery Query(IReadOnlyCollection<DmSource>? sources) => new()
    {
        Sources = sources,
        EventTypes = EventType,
        Since = Since,
        Until = Until,
        SinceId = SinceId,
        First = First,
        PageSize = PageSize,
        PageToken = PageToken,
        CheckpointPath = Checkpoint is null ? null : FilePath(Checkpoint),
    };

    private void WriteEvents(DmListing listing) => ForEachEvent(listing, Write);

    private void Write(DmEvent item) => WriteObject(SafeText ? item.WithSafeText() : item);
}
