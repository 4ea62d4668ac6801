namespace TwitterDm.Sandbox.Uploads;

/// <summary>Collects the segments of a file in any order. A repeated segment replaces the earlier one.</summary>
internal sealed class SegmentBuffer
{
    private readonly SortedDictionary<long, ReadOnlyMemory<byte>> _segments = [];

    public long Bytes { get; private set; }

    public int Count => _segments.Count;

    /// <summary>The first missing segment that later ones follow, or null.</summary>
    public long? Gap
    {
        get
        {
            var expected = 0L;
            foreach (var number in _segments.Keys)
            {
                if (number != expected++)
                    return expected - 1;
            }

            return null;
        }
    }

    /// <summary>The total size including this segment.</summary>
    public long LengthWith(long number, int length) => Bytes - _segments.GetValueOrDefault(number).Length + length;

    public void Add(long number, ReadOnlyMemory<byte> segment)
    {
        Bytes = LengthWith(number, segment.Length);
        _segments[number] = segment;
    }

    /// <summary>Returns the first bytes of the file.</summary>
    public byte[] FirstBytes(int length)
    {
        var head = new byte[Math.Min(length, Bytes)];
        var written = 0;
        foreach (var segment in _segments.Values.TakeWhile(_ => written < head.Length))
        {
            var part = segment.Span[..Math.Min(segment.Length, head.Length - written)];
            part.CopyTo(head.AsSpan(written));
            written += part.Length;
        }

        return head;
    }
}
