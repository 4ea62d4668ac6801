using System.Globalization;

namespace TwitterDm.Usage;

/// <summary>
/// The ids that X has billed today, so that reading them again is free. Bounded, so that memory does not grow with the number of events: the
/// newest are kept, since those are read again. Ids that are not kept count again, so that the count can be too high, but never too low.
/// </summary>
internal sealed class BilledIds
{
    /// <summary>How many are kept: 3 MiB when full.</summary>
    public const int Capacity = 100_000;

    private readonly HashSet<ulong> _ids = [];

    // The largest id that was dropped, and the smallest one that is kept.
    private ulong _dropped;
    private ulong _smallest = ulong.MaxValue;

    public int Count => _ids.Count;

    /// <summary>Keeps an id; true if X bills it, as far as is known.</summary>
    public bool Add(string? id)
    {
        if (!ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return true;
        if (_ids.Count >= Capacity && number > _smallest && !_ids.Contains(number))
            DropOlderHalf();
        if (number <= _dropped || _ids.Count >= Capacity)
            return !_ids.Contains(number);
        _smallest = Math.Min(_smallest, number);
        return _ids.Add(number);
    }

    /// <summary>Drops all ids, for a new day.</summary>
    public void Clear()
    {
        _ids.Clear();
        _dropped = 0;
        _smallest = ulong.MaxValue;
    }

    // Half of them at once: dropping one at a time would require a sort for each.
    private void DropOlderHalf()
    {
        var ordered = _ids.Order().ToArray();
        _dropped = ordered[(Capacity / 2) - 1];
        _smallest = ordered[Capacity / 2];
        _ids.RemoveWhere(id => id <= _dropped);
    }
}
