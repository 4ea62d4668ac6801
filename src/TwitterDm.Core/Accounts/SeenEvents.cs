namespace TwitterDm.Accounts;

/// <summary>The events that were read last, for completion. Bounded: the oldest are dropped. Thread-safe.</summary>
internal sealed class SeenEvents
{
    private const int Capacity = 100;

    private readonly object _gate = new();
    private readonly LinkedList<DmEvent> _events = [];

    /// <summary>The events, the one that was read last first.</summary>
    public IReadOnlyList<DmEvent> All
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>Adds the events of a page, in its order.</summary>
    public void Add(IReadOnlyList<DmEvent> page)
    {
        lock (_gate)
        {
            for (var index = Math.Min(page.Count, Capacity) - 1; index >= 0; index--)
                _events.AddFirst(page[index]);
            while (_events.Count > Capacity)
                _events.RemoveLast();
        }
    }
}
