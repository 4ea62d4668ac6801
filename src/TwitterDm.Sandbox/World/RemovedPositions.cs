namespace TwitterDm.Sandbox.World;

/// <summary>Which positions of a list are gone. Never changed: each step gives the next one.</summary>
internal sealed class RemovedPositions
{
    // In rising order, so that what is left can be counted without walking over it.
    private readonly int[] _positions;

    private RemovedPositions(int[] positions) => _positions = positions;

    public static RemovedPositions None { get; } = new([]);

    public int Count => _positions.Length;

    public bool Contains(int position) => Array.BinarySearch(_positions, position) >= 0;

    public RemovedPositions With(int position)
    {
        var place = Array.BinarySearch(_positions, position);
        return place >= 0 ? this : new RemovedPositions([.. _positions.AsSpan(0, ~place), position, .. _positions.AsSpan(~place)]);
    }

    /// <summary>The position in the whole list of what stands at an index of what is left.</summary>
    public int PositionOf(int index)
    {
        // So many removed positions lie before it: the first number for which no further one does.
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
