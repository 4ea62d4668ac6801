namespace TwitterDm.Sandbox.World;

/// <summary>The positions that were removed from a list. This type is immutable.</summary>
internal sealed class RemovedPositions
{
    // Sorted, so that indexes can be found by binary search.
    private readonly int[] _positions;

    private RemovedPositions(int[] positions) => _positions = positions;

    public static RemovedPositions None { get; } = new([]);

    public int Count => _positions.Length;

    public bool Contains(int position) => Array.BinarySearch(_positions, position) >= 0;

    public RemovedPositions With(int position)
    {
        var location = Array.BinarySearch(_positions, position);
        return location >= 0 ? this : new RemovedPositions([.. _positions.AsSpan(0, ~location), position, .. _positions.AsSpan(~location)]);
    }

    /// <summary>Converts an index of the remaining items to a position in the complete list.</summary>
    public int PositionOf(int index)
    {
        // Find how many removed positions precede the item: the lowest number for which the next removed position is behind it.
        var (low, high) = (0, _positions.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_positions[middle] - middle > index)
                high = middle;
            else
                low = middle + 1;
        }

        return index + low;
    }
}
