namespace TwitterDm.Transcripts.Collecting;

/// <summary>The events of a conversation: each once, and by number in the order of their time.</summary>
internal sealed class CollectedConversation
{
    private readonly TranscriptCollector _collector;
    private readonly ArraySegment<Follower> _followers;
    private ArraySegment<int> _byKey;

    /// <param name="collector">What has the events.</param>
    /// <param name="summary">The conversation.</param>
    /// <param name="positions">The positions of its events in the index, which are put in order.</param>
    /// <param name="followers">Which of its events are about which messages, in order.</param>
    /// <param name="cancellationToken">Cancels putting them in order.</param>
    public CollectedConversation(
        TranscriptCollector collector,
        ConversationSummary summary,
        ArraySegment<int> positions,
        ArraySegment<Follower> followers,
        CancellationToken cancellationToken)
    {
        (_collector, Summary, _byKey, _followers) = (collector, summary, positions, followers);
        _byKey.AsSpan().Sort((one, other) => EventOrder.CompareKeys(Index, one, other));
        RemoveDuplicates(cancellationToken);
        FindOrphans();
    }

    public ConversationSummary Summary { get; }

    public ChunkedList<IndexedEvent> Index => _collector.Index;

    /// <summary>The number of events.</summary>
    public int Count => _byKey.Count;

    /// <summary>The positions of all events, oldest first.</summary>
    public int[] InOrder()
    {
        var all = _byKey.ToArray();
        all.AsSpan().Sort((one, other) => EventOrder.Compare(Index, one, other));
        return all;
    }

    /// <summary>The positions of the events that are shown on their own, oldest first; numbers them.</summary>
    public int[] EntriesInOrder()
    {
        var entries = _byKey.Where(IsEntry).ToArray();
        entries.AsSpan().Sort((one, other) => EventOrder.Compare(Index, one, other));
        for (var ordinal = 0; ordinal < entries.Length; ordinal++)
            Index[entries[ordinal]].Ordinal = ordinal;
        return entries;
    }

    public DmEvent Read(int position) => _collector.Read(position);

    public ReadOnlyMemory<byte> Line(int position) => _collector.Line(position);

    /// <summary>The number of events of which something is true.</summary>
    public int CountOf(EventTraits trait) => _byKey.Count(position => (Index[position].Traits & trait) != EventTraits.None);

    /// <summary>The positions of the events of which something is true.</summary>
    public IEnumerable<int> With(EventTraits trait) => _byKey.Where(position => (Index[position].Traits & trait) != EventTraits.None);

    /// <summary>The position of the event with an id, if it is shown on its own; null if there is none.</summary>
    public int? FindEntry(string id) => Find(EventKey.Of(id)) is { } position && IsEntry(position) ? position : null;

    /// <summary>
    /// The positions of the events that are about a message, oldest first; none for another kind of event, which does not show them.
    /// </summary>
    public IEnumerable<int> FollowersOf(int position)
    {
        if ((Index[position].Traits & EventTraits.Message) == EventTraits.None)
            yield break;
        var key = Index[position].Key;
        var (low, high) = (0, _followers.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_followers[middle].Target < key)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < _followers.Count && _followers[low].Target == key; low++)
        {
            if ((Index[_followers[low].Event].Traits & EventTraits.Removed) == EventTraits.None)
                yield return _followers[low].Event;
        }
    }

    /// <summary>In how many places of the events contact data was removed, and something else.</summary>
    public (long Contacts, long Matches) Redactions()
        => (_byKey.Sum(position => (long)Index[position].Contacts), _byKey.Sum(position => (long)Index[position].Matches));

    private bool IsEntry(int position) => (Index[position].Traits & (EventTraits.Follower | EventTraits.Orphan)) != EventTraits.Follower;

    private int? Find(long key)
    {
        var (low, high) = (0, _byKey.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Index[_byKey[middle]].Key < key)
                low = middle + 1;
            else
                high = middle;
        }

        return low < _byKey.Count && Index[_byKey[low]].Key == key ? _byKey[low] : null;
    }

    private void RemoveDuplicates(CancellationToken cancellationToken)
    {
        var kept = 0;
        for (var start = 0; start < _byKey.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = start + 1;
            while (end < _byKey.Count && Index[_byKey[end]].Key == Index[_byKey[start]].Key)
                end++;
            foreach (var position in end - start == 1 ? [_byKey[start]] : Unite(_byKey.Slice(start, end - start).ToArray()))
                _byKey[kept++] = position;
            start = end;
        }

        _byKey = _byKey[..kept];
    }

    // Different ids can have the same hash, in theory.
    private int[] Unite(int[] positions) => [.. positions.Select(position => (Position: position, Item: Read(position)))
        .GroupBy(pair => pair.Item.Id, StringComparer.Ordinal).Select(same => Unite([.. same])).Order()];

    private int Unite((int Position, DmEvent Item)[] same)
    {
        if (same.Length == 1)
            return same[0].Position;
        var items = Array.ConvertAll(same, pair => pair.Item);
        var best = DuplicateEvents.BestOf(items);
        foreach (var (position, _) in same)
            Index[position].Traits |= EventTraits.Removed;
        _collector.Replace(same[best].Position, DuplicateEvents.Merge(items));
        return same[best].Position;
    }

    private void FindOrphans()
    {
        foreach (var follower in _followers)
            Index[follower.Event].Traits |= EventTraits.Orphan;
        foreach (var follower in _followers)
        {
            if (Find(follower.Target) is { } target && (Index[target].Traits & EventTraits.Message) != EventTraits.None)
                Index[follower.Event].Traits &= ~EventTraits.Orphan;
        }
    }
}
