namespace TwitterDm.Sending.Journal;

/// <summary>Reads the lines of a file of any length, in bounded memory.</summary>
/// <param name="file">The file, at its beginning.</param>
/// <param name="maxLine">The maximum length of a line, in bytes.</param>
internal sealed class LineReader(Stream file, int maxLine)
{
    private readonly byte[] _buffer = new byte[maxLine];
    private int _start;
    private int _end;
    private bool _hasBegun;

    // Some editors put it before the text when they save a file.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Where the lines that were read end in the file.</summary>
    public long Position { get; private set; }

    /// <summary>What follows the last line without a line end, as far as it fits.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether what follows is longer than a line can be.</summary>
    public bool IsTooLong => Rest.Length == maxLine;

    /// <summary>Reads the next line that is not empty, without its line end.</summary>
    /// <returns>False at the end, or where a line is too long.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        do
        {
            if (!TryReadLine(out line))
                return false;
        }
        while (line.IsEmpty);
        return true;
    }

    private bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        int length;
        while ((length = Rest.IndexOf((byte)'\n')) < 0)
        {
            if (!Fill())
            {
                line = default;
                return false;
            }
        }

        line = Rest[..length];
        _start += length + 1;
        Position += length + 1;
        return true;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            Rest.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = _end < _buffer.Length ? file.Read(_buffer, _end, _buffer.Length - _end) : 0;
        _end += read;
        if (!_hasBegun && Rest.StartsWith(ByteOrderMark))
        {
            _start = ByteOrderMark.Length;
            Position = ByteOrderMark.Length;
        }

        _hasBegun = true;
        return read > 0;
    }
}
