using TwitterDm.Transcripts.JsonLines;
using TwitterDm.Transcripts.Redaction;

namespace TwitterDm.Transcripts.Collecting;

/// <summary>
/// Takes events in any order and of any number of conversations. Each is written to a temporary file at once; in memory there are at most
/// 64 bytes of it.
/// </summary>
internal sealed class TranscriptCollector : IDisposable
{
    private readonly EventSpool _spool;
    private readonly EventJsonWriter _writer = new();
    private readonly EventReader _reader = new(PropertyValues.OfJson);
    private readonly Func<DmEvent, RedactedEvent> _prepare;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<ConversationSummary> _conversations = [];
    private readonly Dictionary<string, ushort> _imports = new(StringComparer.Ordinal);
    private readonly List<string?> _importPaths = [null];
    private readonly ChunkedList<IndexedEvent> _index = new();
    private readonly ChunkedList<Follower> _followers = new();

    /// <param name="folder">The folder of the temporary file; null for the system's.</param>
    /// <param name="prepare">Changes an event before anything is written, such as removing what nobody should see; null to keep it.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the temporary file cannot be created.</exception>
    public TranscriptCollector(string? folder, Func<DmEvent, RedactedEvent>? prepare = null)
    {
        _spool = new(folder);
        _prepare = prepare ?? (item => new(item, 0, 0));
    }

    /// <summary>The memory that an event takes in the index, at most.</summary>
    public static int BytesPerEvent => ChunkedList<IndexedEvent>.ValueSize + ChunkedList<Follower>.ValueSize + (2 * sizeof(int));

    /// <summary>The conversations so far, in the order of their first events.</summary>
    public IReadOnlyList<ConversationSummary> Conversations => _conversations;

    public ChunkedList<IndexedEvent> Index => _index;

    public void Dispose()
    {
        _spool.Dispose();
        _writer.Dispose();
    }

    /// <summary>Takes an event.</summary>
    /// <param name="item">The event.</param>
    /// <param name="isTextRow">Whether it was made of a row of texts.</param>
    /// <remarks>After an exception, the events before are complete, and this one is not among them.</remarks>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the temporary file cannot be written.</exception>
    public void Add(DmEvent item, bool isTextRow = false)
    {
        (item, var contacts, var matches) = _prepare(item);
        var entry = new IndexedEvent
        {
            Key = EventKey.Of(item.Id),
            Import = ImportOf(item.ImportedFrom),
            Contacts = Limited(contacts),
            Matches = Limited(matches),
        };
        string[] targets = [.. FollowedBy(item)];
        Store(ref entry, item);
        var conversation = FindConversation(item.ConversationId)
            ?? new(_conversations.Count, string.IsNullOrEmpty(item.ConversationId) ? null : item.ConversationId);
        conversation.Add(item, isTextRow);
        entry.Conversation = conversation.Number;
        if (conversation.Number == _conversations.Count)
            Register(conversation);
        foreach (var target in targets)
        {
            entry.Traits |= EventTraits.Follower;
            _followers.Add(new(EventKey.Of(target), _index.Count));
        }

        _index.Add(entry);
    }

    /// <summary>The conversations, once all events are there.</summary>
    public CollectedConversations Complete() => new(this, _followers.ToArray());

    /// <summary>Reads an event.</summary>
    public DmEvent Read(int position)
    {
        ref var entry = ref _index[position];
        return _reader.Event(
            JsonTree.Parse(Line(position).Span),
            _importPaths[entry.Import],
            isCopy: (entry.Traits & EventTraits.Copy) != EventTraits.None);
    }

    /// <summary>An event as a line; it is valid until the next one is read.</summary>
    public ReadOnlyMemory<byte> Line(int position)
    {
        ref var entry = ref _index[position];
        return _spool.Read(entry.Offset, entry.Length);
    }

    /// <summary>Replaces an event.</summary>
    public void Replace(int position, DmEvent item) => Store(ref _index[position], item);

    /// <summary>The ids of the messages that an event is shown at; none for one that is shown on its own.</summary>
    public static IEnumerable<string> FollowedBy(DmEvent item)
    {
        if (!item.Is(DmEventType.MessageEdit)
            && !item.Is(DmEventType.MessageDelete)
            && !item.Is(DmEventType.ReactionAdd)
            && !item.Is(DmEventType.ReactionRemove))
        {
            return [];
        }

        var first = item.TargetId is null ? [] : new[] { item.TargetId };
        // Of several messages that one event deletes, all are listed here.
        return item.Is(DmEventType.MessageDelete) && item.AdditionalProperties.GetValueOrDefault("sequence_ids") is object?[] several
            ? first.Concat(several.OfType<string>()).Distinct(StringComparer.Ordinal)
            : first;
    }

    private void Store(ref IndexedEvent entry, DmEvent item)
    {
        var line = _writer.Write(item).Span;
        entry.Offset = _spool.Append(line);
        entry.Length = line.Length;
        entry.Ticks = item.CreatedAtUtc.UtcTicks;
        entry.Traits = (entry.Traits & EventTraits.Follower) | TraitsOf(item);
    }

    private static ushort Limited(int count) => (ushort)Math.Min(count, ushort.MaxValue);

    private static EventTraits TraitsOf(DmEvent item)
        => (item.Media.Count > 0 ? EventTraits.HasMedia : EventTraits.None)
        | (item.IsReadable ? EventTraits.None : EventTraits.Unreadable)
        | (item.IsVerified == true && !item.MayBeEdited ? EventTraits.Verified : EventTraits.None)
        | (item.IsVerified == false ? EventTraits.Unverified : EventTraits.None)
        | (item.IsCopy ? EventTraits.Copy : EventTraits.None)
        | (item.HasTime ? EventTraits.HasTime : EventTraits.None)
        | (item.Is(DmEventType.MessageCreate) ? EventTraits.Message : EventTraits.None)
        | item.Source switch
        {
            nameof(DmSource.Archive) => EventTraits.Archive,
            nameof(DmSource.Chat) => EventTraits.Chat,
            _ => EventTraits.Classic,
        };

    private ConversationSummary? FindConversation(string? id)
        => _numbers.TryGetValue(id ?? string.Empty, out var number) ? _conversations[number] : null;

    private void Register(ConversationSummary conversation)
    {
        _conversations.Add(conversation);
        _numbers[conversation.Id ?? string.Empty] = conversation.Number;
    }

    // More transcripts than that are not told apart, only from what was not imported.
    private ushort ImportOf(string? path)
    {
        if (path is null)
            return 0;
        if (_imports.TryGetValue(path, out var known))
            return known;
        if (_importPaths.Count > ushort.MaxValue)
            return ushort.MaxValue;
        _importPaths.Add(path);
        return _imports[path] = (ushort)(_importPaths.Count - 1);
    }
}
