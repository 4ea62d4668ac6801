namespace TwitterDm.Accounts;

/// <summary>
/// Remembers the ids of the last events, to drop one that a later page repeats. Bounded, so that memory does not grow with the list: pages
/// overlap with their neighbours, not with what lies a hundred pages back.
/// </summary>
internal sealed class RecentIds
{
    private const int Capacity = 10_000;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Remembers ids from the start.</summary>
    public static RecentIds Of(IEnumerable<string> ids)
    {
        var recent = new RecentIds();
        foreach (var id in ids)
            recent.Add(id);
        return recent;
    }

    /// <summary>Whether an id is remembered.</summary>
    public bool Has(string id) => _ids.Contains(id);

    /// <summary>Remembers an id; false if it is already known.</summary>
    public bool Add(string id)
    {
        if (!_ids.Add(id))
            return false;
        _order.Enqueue(id);
        if (_order.Count > Capacity)
            _ids.Remove(_order.Dequeue());
        return true;
    }
}
