namespace TwitterDm.Sandbox.Uploads;

/// <summary>The pieces of a file, in whatever order they come. A piece that comes again takes the place of the first.</summary>
internal sealed class Segments
{
    private readonly SortedDictionary<long, ReadOnlyMemory<byte>> _pieces = [];

    public long Bytes { get; private set; }

    /// <summary>The first number that lacks while a later one is there; null where there is no gap.</summary>
    public long? Gap
    {
        get
        {
            var expected = 0L;
            foreach (var number in _pieces.Keys)
            {
                if (number != expected++)
                    return expected - 1;
            }

            return null;
        }
    }

    /// <summary>How many bytes there would be with this piece.</summary>
    public long BytesWith(long number, int length) => Bytes - _pieces.GetValueOrDefault(number).Length + length;

    public void Put(long number, ReadOnlyMemory<byte> piece)
    {
        Bytes = BytesWith(number, piece.Length);
        _pieces[number] = piece;
    }

    /// <summary>The first bytes of the whole.</summary>
    public byte[] Head(int length)
    {
        var head = new byte[Math.Min(length, Bytes)];
        var written = 0;
        foreach (var piece in _pieces.Values.TakeWhile(_ => written < head.Length))
        {
            var part = piece.Span[..Math.Min(piece.Length, head.Length - written)];
            part.CopyTo(head.AsSpan(written));
            written += part.Length;
        }

        return head;
    }
}
