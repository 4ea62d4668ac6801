using System.Globalization;

namespace TwitterDm.Usage;

/// <summary>
/// The ids that X has billed today, so that reading them again is free. Bounded, so that memory does not grow with the number of events:
/// the newest are kept, since those are read again. Ids that are not kept count again, so that the count can be too high, but never too
/// low.
/// </summary>
internal sealed class BilledIds
{
    /// <summary>How many are kept: 1 MB when full.</summary>
    public const int Capacity = 100_000;

    private static readonly Comparer<ulong> Descending = Comparer<ulong>.Create((left, right) => right.CompareTo(left));

    // From the newest to the oldest, as lists return them, so that nearly each id is added at the end. A set would take seven times the
    // memory.
    private readonly List<ulong> _ids = [];

    // The largest id that was dropped.
    private ulong _dropped;

    public int Count => _ids.Count;

    /// <summary>Keeps an id; true if X bills it, as far as is known.</summary>
    public bool Add(string? id)
    {
        if (!ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return true;
        if (IsOlderThanAll(number))
        {
            if (number > _dropped && _ids.Count < Capacity)
                _ids.Add(number);
            return true;
        }

        var place = _ids.BinarySearch(number, Descending);
        if (place >= 0)
            return false;
        if (_ids.Count == Capacity)
            DropOlderHalf();
        if (number > _dropped)
            _ids.Insert(~place, number);
        return true;
    }

    /// <summary>Drops all ids, for a new day.</summary>
    public void Clear()
    {
        _ids.Clear();
        _dropped = 0;
    }

    private bool IsOlderThanAll(ulong number) => _ids.Count == 0 || number < _ids[^1];

    // Half of them at once: each drop of a single one would make room for one only.
    private void DropOlderHalf()
    {
        const int kept = Capacity / 2;
        _dropped = _ids[kept];
        _ids.RemoveRange(kept, _ids.Count - kept);
    }
}
