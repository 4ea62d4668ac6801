using Microsoft.Win32.SafeHandles;
using TwitterDm.Storage;

namespace TwitterDm.Archive.Indexing;

/// <summary>
/// Where the entries of an archive can be read again, in any order: in the files themselves, or in a temporary file with the entries that
/// are needed of compressed files, which cannot be read in any order, and with the reactions of large entries.
/// </summary>
internal sealed class RecordStore : IDisposable
{
    private const int LengthBits = 24;
    private const int CacheSize = 1 << 16;

    private readonly List<(SafeFileHandle File, long Base)> _files = [];
    private byte[] _cache = [];
    private long _cacheStart;
    private int _cacheLength;
    private long _nextBase;
    private FileStream? _copy;
    private long _copyBase;
    private bool _isCopyFlushed;

    /// <summary>The largest entry that has a place.</summary>
    public const int MaxLength = (1 << LengthBits) - 1;

    /// <summary>Adds a file that can be read again; it belongs to the store from now on.</summary>
    /// <returns>What its positions are counted from.</returns>
    public long Add(SafeFileHandle file, long length)
    {
        var start = _nextBase;
        _files.Add((file, start));
        _nextBase += length;
        return start;
    }

    /// <summary>The place of an entry of a file.</summary>
    public static ulong PlaceOf(long start, int length) => ((ulong)start << LengthBits) | (uint)length;

    /// <summary>Copies an entry.</summary>
    /// <exception cref="TemporaryFileException">It cannot be written.</exception>
    public ulong Copy(ReadOnlySpan<byte> entry)
    {
        try
        {
            if (_copy is null)
            {
                _copy = TemporaryFile.Create();
                // Behind all files, whose sizes add up to less.
                _copyBase = 1L << (62 - LengthBits);
            }

            var start = _copyBase + _copy.Position;
            _copy.Write(entry);
            _isCopyFlushed = false;
            return PlaceOf(start, entry.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TemporaryFileException(exception);
        }
    }

    /// <summary>Reads an entry.</summary>
    /// <returns>The bytes, until another one is read.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public ReadOnlyMemory<byte> Read(ulong place)
    {
        var (start, length) = ((long)(place >> LengthBits), (int)(place & MaxLength));
        if (start < _cacheStart || start + length > _cacheStart + _cacheLength)
            Load(start, length);
        return _cache.AsMemory((int)(start - _cacheStart), length);
    }

    public void Dispose()
    {
        Close(_copy);
        foreach (var (file, _) in _files)
            file.Dispose();
        _files.Clear();
    }

    // What could not be written to it is of no use anymore.
    private static void Close(FileStream? copy)
    {
        try
        {
            copy?.Dispose();
        }
        catch (IOException)
        {
            copy!.SafeFileHandle.Dispose();
        }
    }

    // What is read next is likely before or behind it, depending on the direction.
    private void Load(long start, int length)
    {
        var (file, begin) = FileAt(start);
        var size = Math.Max(CacheSize, length);
        var isBackward = start < _cacheStart && start + size > _cacheStart;
        var from = isBackward ? Math.Max(begin, start + length - size) : start;
        if (_cache.Length < size)
            _cache = new byte[size];
        var read = 0;
        while (read < size && RandomAccess.Read(file, _cache.AsSpan(read, size - read), from - begin + read) is var more and > 0)
            read += more;
        (_cacheStart, _cacheLength) = (from, read);
        if (start + length > from + read)
            throw new IOException("the file has changed since it was opened");
    }

    private void Flush(FileStream copy)
    {
        try
        {
            if (!_isCopyFlushed)
                copy.Flush();
            _isCopyFlushed = true;
        }
        catch (IOException exception)
        {
            throw new TemporaryFileException(exception);
        }
    }

    private (SafeFileHandle File, long Base) FileAt(long start)
    {
        if (_copy is not null && start >= _copyBase)
        {
            Flush(_copy);
            return (_copy.SafeFileHandle, _copyBase);
        }

        var number = _files.Count - 1;
        while (_files[number].Base > start)
            number--;
        return _files[number];
    }
}
