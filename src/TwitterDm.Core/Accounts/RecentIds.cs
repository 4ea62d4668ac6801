using System.Diagnostics.CodeAnalysis;

namespace TwitterDm.Accounts;

/// <summary>
/// Remembers the ids of the last events, to drop one that a later page repeats. Bounded, so that memory does not grow with the list: pages
/// overlap with their neighbours, not with what lies a hundred pages back.
/// </summary>
internal sealed class RecentIds
{
    private const int Capacity = 10_000;

    // Numbers, as almost all ids are, take a third of the memory of strings, and are no work for the garbage collector.
    private readonly HashSet<long> _numbers = [];
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private readonly Queue<long> _order = new();
    private readonly Queue<string> _otherOrder = new();

    // Lists are in descending order: a smaller number than all before is certainly new.
    private long _smallest = long.MaxValue;

    /// <summary>Remembers ids from the start.</summary>
    public static RecentIds Of(IEnumerable<string> ids)
    {
        var recent = new RecentIds();
        foreach (var id in ids)
            recent.Add(id);
        return recent;
    }

    /// <summary>Whether an id is remembered.</summary>
    public bool Has(string id) => Has(id, Ids.NumberOf(id));

    /// <summary>Whether an id is remembered.</summary>
    /// <param name="id">The id.</param>
    /// <param name="number">The id as a number; null if it is not one.</param>
    public bool Has(string id, long? number)
        => IsWritten(id, number) ? number >= _smallest && _numbers.Contains(number.Value) : _others.Contains(id);

    /// <summary>Remembers an id; false if it is already known.</summary>
    public bool Add(string id) => Add(id, Ids.NumberOf(id));

    /// <summary>Remembers an id; false if it is already known.</summary>
    /// <param name="id">The id.</param>
    /// <param name="number">The id as a number; null if it is not one.</param>
    public bool Add(string id, long? number)
    {
        if (!IsWritten(id, number))
            return Add(id, _others, _otherOrder);
        _smallest = Math.Min(_smallest, number.Value);
        return Add(number.Value, _numbers, _order);
    }

    private static bool Add<T>(T id, HashSet<T> ids, Queue<T> order)
    {
        if (!ids.Add(id))
            return false;
        order.Enqueue(id);
        if (order.Count > Capacity)
            ids.Remove(order.Dequeue());
        return true;
    }

    private static bool IsWritten(string id, [NotNullWhen(true)] long? number) => number is not null && StoredId.IsWritten(id);
}
