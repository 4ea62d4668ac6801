namespace TwitterDm.Archive.Scanning;

/// <summary>
/// A part of a stream in memory, which moves forward. It grows while something is looked at that does not fit, up to a limit.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="maximum">The limit in bytes.</param>
internal sealed class ByteWindow(Stream stream, int maximum)
{
    private const int InitialSize = 256 * 1024;

    private byte[] _buffer = new byte[Math.Min(InitialSize, maximum)];
    private int _start;
    private int _end;

    /// <summary>The position of the first byte in the stream.</summary>
    public long Position { get; private set; }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The first bytes, until the window moves or grows.</summary>
    public ReadOnlyMemory<byte> Take(int length) => _buffer.AsMemory(_start, length);

    /// <summary>Moves forward.</summary>
    public void Skip(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Reads more after what is there; false at the end of the stream, or if the window is full.</summary>
    public bool Fill()
    {
        if (_end == _buffer.Length && !MakeRoom())
            return false;
        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }

    /// <summary>Whether nothing more fits: otherwise, the stream has ended if <see cref="Fill"/> returned false.</summary>
    public bool IsFull => _start == 0 && _end == _buffer.Length && _buffer.Length >= maximum;

    private bool MakeRoom()
    {
        if (_start == 0 && _buffer.Length >= maximum)
            return false;
        var length = _end - _start;
        var target = length > _buffer.Length / 2 && _buffer.Length < maximum ? new byte[Math.Min(_buffer.Length * 2L, maximum)] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, length);
        (_buffer, _start, _end) = (target, 0, length);
        return true;
    }
}
