using Microsoft.Win32.SafeHandles;
using TwitterDm.Storage;

namespace TwitterDm.Transcripts.Collecting;

/// <summary>Lines in a temporary file, which are read again in any order.</summary>
internal sealed class EventSpool : IDisposable
{
    private const int BufferLength = 256 * 1024;

    private readonly FileStream _file;
    private readonly SafeFileHandle _handle;
    private readonly byte[] _pending = new byte[BufferLength];
    private byte[] _line = new byte[4096];
    private long _written;
    private int _count;

    /// <param name="folder">The folder of the temporary file; null for the system's.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: it cannot be created.</exception>
    public EventSpool(string? folder)
    {
        _file = SpoolErrors.Guard(() => TemporaryFile.Create(folder), folder);
        _handle = _file.SafeFileHandle;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Appends a line.</summary>
    /// <returns>Where it is.</returns>
    public long Append(ReadOnlySpan<byte> line)
    {
        if (line.Length > _pending.Length - _count)
            Flush();
        var offset = _written + _count;
        if (line.Length > _pending.Length)
        {
            Write(line);
            return offset;
        }

        line.CopyTo(_pending.AsSpan(_count));
        _count += line.Length;
        return offset;
    }

    /// <summary>Reads a line; it is valid until the next one is read.</summary>
    public ReadOnlyMemory<byte> Read(long offset, int length)
    {
        if (offset + length > _written)
            Flush();
        if (_line.Length < length)
            _line = new byte[Math.Max(length, 2 * _line.Length)];
        var done = 0;
        while (done < length)
        {
            var read = SpoolErrors.Guard(() => RandomAccess.Read(_handle, _line.AsSpan(done, length - done), offset + done), null);
            done += read > 0 ? read : throw SpoolErrors.Unreadable(new EndOfStreamException("The temporary file is shorter than it was."));
        }

        return _line.AsMemory(0, length);
    }

    private void Flush()
    {
        var pending = _pending.AsSpan(0, _count);
        _count = 0;
        Write(pending);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, _written);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SpoolErrors.Unwritable(exception, null);
        }

        _written += bytes.Length;
    }
}
