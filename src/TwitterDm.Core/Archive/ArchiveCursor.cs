using TwitterDm.Archive.Indexing;
using TwitterDm.Archive.Mapping;

namespace TwitterDm.Archive;

/// <summary>Goes through the events of an index in the order in which they are returned, and reads their entries again.</summary>
internal sealed class ArchiveCursor
{
    private const int MaxPage = 200;
    private const int MaxPageBytes = 4 << 20;

    private readonly EventIndex _events;
    private readonly EntryReader _reader;
    private readonly EntryNumbers _numbers;
    private readonly ConversationOrder _order;
    private readonly Queue<ArchiveConversation> _conversations;
    private readonly bool _isOldestFirst;

    private ArchiveConversation? _current;
    private ReadOnlyMemory<int> _sorted;
    private int _next;
    private int _returnedBefore;

    /// <param name="indexer">The index.</param>
    /// <param name="conversations">The conversations to return.</param>
    /// <param name="store">Where entries can be read again.</param>
    /// <param name="isOldestFirst">Whether the oldest event of a conversation comes first.</param>
    public ArchiveCursor(ArchiveIndexer indexer, IEnumerable<ArchiveConversation> conversations, RecordStore store, bool isOldestFirst)
    {
        (_events, _reader, _isOldestFirst) = (indexer.Events, new(store), isOldestFirst);
        _order = new(indexer.Events, indexer.Conversations);
        _numbers = new(indexer.Events, _reader);
        _conversations = new(
            isOldestFirst
                ? conversations
                    .OrderBy(conversation => conversation.OldestTicks)
                    .ThenBy(conversation => conversation.Id, StringComparer.Ordinal)
                : conversations
                    .OrderByDescending(conversation => conversation.NewestTicks)
                    .ThenBy(conversation => conversation.Id, StringComparer.Ordinal));
    }

    /// <summary>The number of repeated events that were left out.</summary>
    public int Repeated { get; private set; }

    /// <summary>The conversations of which no event was read yet, in order; the one that is being read comes first.</summary>
    public IEnumerable<ArchiveConversation> Ahead => _current is null ? _conversations : _conversations.Prepend(_current);

    /// <summary>Reads the next events.</summary>
    /// <param name="maximum">How many at most.</param>
    /// <returns>The events; empty at the end.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    public List<DueEvent> Read(long maximum)
    {
        var page = new List<DueEvent>();
        long bytes = 0;
        while (page.Count < Math.Min(maximum, MaxPage) && bytes < MaxPageBytes && MoveNext() is { } at)
        {
            ref var entry = ref _events[_sorted.Span[at]];
            var read = _reader.Read(entry.Place, out var length);
            bytes += length;
            page.Add(new(read, _current!, entry.Kind, entry.HasId, entry.Reaction, _numbers.Of(_sorted.Span, at)));
        }

        return page;
    }

    private int? MoveNext()
    {
        while (true)
        {
            while (_current is not null && _next < _sorted.Length)
            {
                var at = _isOldestFirst ? _next : _sorted.Length - 1 - _next;
                _next++;
                // What came before another file had more of the same conversation.
                if (_sorted.Span[at] >= _returnedBefore)
                    return at;
            }

            if (!_conversations.TryDequeue(out _current))
                return null;
            _sorted = _order.Sorted(_current);
            Repeated += _current.Count - _sorted.Length;
            (_next, _returnedBefore) = (0, _current.ReturnedAt ?? 0);
            _current.ReturnedAt = _events.Count;
        }
    }
}
