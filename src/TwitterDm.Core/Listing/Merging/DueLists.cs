namespace TwitterDm.Listing.Merging;

/// <summary>The lists of a listing, in a heap by the time at which their next event is due at the latest.</summary>
internal sealed class DueLists
{
    private readonly PriorityQueue<MergedList, MergeKey> _due = new(MergeKey.NewestFirst);
    private readonly List<MergedList> _all = [];

    /// <summary>All lists, also those that have ended.</summary>
    public IReadOnlyList<MergedList> All => _all;

    /// <summary>The lists whose positions are kept: an id that is too long is not.</summary>
    public IEnumerable<MergedList> Kept => _all.Where(list => list.Id.Length <= Checkpoints.ConversationPosition.MaxId);

    /// <summary>Adds a list.</summary>
    public void Add(MergedList list)
    {
        _all.Add(list);
        Enqueue(list);
    }

    /// <summary>The list whose event is the next one, or which has to be read to know that; null if all have ended.</summary>
    public MergedList? FindNext()
    {
        // A key in the heap can be older than that of the list's next event, but never earlier: then the list moves back.
        while (_due.TryPeek(out var list, out var key))
        {
            var hasEvent = list.Peek() is not null;
            if (!hasEvent && list.HasEnded)
                _due.Dequeue().Release();
            else if (hasEvent && list.Key != key)
                MoveBack(list);
            else
                return list;
        }

        return null;
    }

    /// <summary>Moves the list that <see cref="FindNext"/> has just returned to where its next event is due.</summary>
    public void MoveBack(MergedList list) => _due.DequeueEnqueue(list, list.Key);

    /// <summary>Reads every list in spite of X's time of its last update.</summary>
    public void Distrust()
    {
        _due.Clear();
        foreach (var list in _all)
        {
            list.Distrust();
            Enqueue(list);
        }
    }

    private void Enqueue(MergedList list)
    {
        if (!list.HasEnded)
            _due.Enqueue(list, list.Key);
    }
}
