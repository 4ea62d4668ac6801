using System.Globalization;

namespace TwitterDm.Usage;

/// <summary>
/// The ids that X has billed today, so that reading them again is free. Bounded, so that memory does not grow with the number of events: the
/// newest are kept, since those are read again. Ids that are not kept count again, so that the count can be too high, but never too low.
/// </summary>
internal sealed class BilledIds
{
    /// <summary>How many are kept: 1 MB when full.</summary>
    public const int Capacity = 100_000;

    // 80 KB: larger arrays would stay in memory until a full garbage collection, also those that the list has outgrown.
    private const int BlockSize = 10_000;

    private static readonly Comparer<ulong> Descending = Comparer<ulong>.Create((left, right) => right.CompareTo(left));

    // From the newest to the oldest, as lists return them, so that nearly each id is added at the end. A set would take seven times the memory.
    private readonly List<List<ulong>> _blocks = [];

    // The largest id that was dropped.
    private ulong _dropped;

    /// <summary>How many are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps an id; true if X bills it, as far as is known.</summary>
    public bool Add(string? id)
    {
        if (!ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return true;
        var block = Math.Max(_blocks.FindLastIndex(ids => ids[0] >= number), 0);
        var place = _blocks.Count == 0 ? ~0 : _blocks[block].BinarySearch(number, Descending);
        if (place >= 0)
            return false;
        if (number > _dropped)
            Keep(number, block, ~place);
        return true;
    }

    /// <summary>Drops all ids, for a new day.</summary>
    public void Clear()
    {
        _blocks.Clear();
        (Count, _dropped) = (0, 0);
    }

    private void Keep(ulong number, int block, int place)
    {
        var isOldest = block >= _blocks.Count - 1 && (_blocks.Count == 0 || place == _blocks[block].Count);
        if (Count >= Capacity)
        {
            if (isOldest)
                return;
            DropOlderHalf();
            // Its block may be among them.
            if (number > _dropped)
                Keep(number, block, place);
            return;
        }

        if (isOldest && (_blocks.Count == 0 || place == BlockSize))
            _blocks.Add(new(BlockSize) { number });
        else
            Insert(number, block, place);
        Count++;
    }

    private void Insert(ulong number, int block, int place)
    {
        if (_blocks[block].Count == BlockSize)
        {
            const int half = BlockSize / 2;
            var older = new List<ulong>(BlockSize);
            older.AddRange(_blocks[block].GetRange(half, BlockSize - half));
            _blocks[block].RemoveRange(half, BlockSize - half);
            _blocks.Insert(block + 1, older);
            if (place > half)
                (block, place) = (block + 1, place - half);
        }

        _blocks[block].Insert(place, number);
    }

    // Half of them at once: each drop of a single one would make room for one only.
    private void DropOlderHalf()
    {
        while (Count > Capacity / 2)
        {
            Count -= _blocks[^1].Count;
            _dropped = _blocks[^1][0];
            _blocks.RemoveAt(_blocks.Count - 1);
        }
    }
}
