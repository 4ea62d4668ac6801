namespace TwitterDm.Storage;

/// <summary>A file while it is written: beside its final name, so that a file with that name is always complete.</summary>
internal sealed class UnfinishedFile : IDisposable
{
    private const int BufferLength = 128 * 1024;

    private readonly string _path;
    private readonly string _beside;
    private readonly FileStream _stream;
    private bool _isCommitted;

    /// <param name="path">Its final full path.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission.</exception>
    public UnfinishedFile(string path)
    {
        _path = path;
        _beside = Path.Combine(Path.GetDirectoryName(path)!, $".twitterdm-{Guid.NewGuid():N}.tmp");
        _stream = new(_beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferLength);
    }

    /// <summary>Its content.</summary>
    public Stream Content => _stream;

    /// <summary>Writes everything to the disk, and gives back the size. The file still has no name.</summary>
    public long Finish()
    {
        _stream.Flush(flushToDisk: true);
        var length = _stream.Length;
        _stream.Dispose();
        return length;
    }

    /// <summary>Gives the file its name.</summary>
    /// <param name="overwrite">Whether to replace a file with that name.</param>
    public void Commit(bool overwrite)
    {
        _stream.Dispose();
        File.Move(_beside, _path, overwrite);
        _isCommitted = true;
    }

    public void Dispose()
    {
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // It could not be written to the end, which has been reported.
        }

        if (_isCommitted)
            return;
        try
        {
            File.Delete(_beside);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not what the user asked for, and says so by its name.
        }
    }
}
