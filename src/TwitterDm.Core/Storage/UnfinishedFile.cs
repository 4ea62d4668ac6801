namespace TwitterDm.Storage;

/// <summary>
/// A file while it is written: beside its final name, so that a file with that name is always complete, and readable by its owner only,
/// since a process that is killed leaves it behind.
/// </summary>
internal sealed class UnfinishedFile : IDisposable
{
    private const int BufferLength = 128 * 1024;

    // A file of this age was certainly left behind by a killed process.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(10);

    private readonly string _path;
    private readonly string _beside;
    private readonly FileStream _stream;
    private bool _isCommitted;

    /// <param name="path">Its final full path.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public UnfinishedFile(string path)
    {
        _path = path;
        _beside = NewName();
        var how = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = BufferLength,
        };
        _stream = new(_beside, how.ForOwnerOnly());
    }

    /// <summary>Its content.</summary>
    public Stream Content => _stream;

    /// <summary>Deletes what killed processes have left in a folder, as far as that is possible.</summary>
    public static void RemoveLeftovers(string folder)
    {
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles(TemporaryName.Pattern))
            {
                if (TemporaryName.Is(file.Name) && DateTime.UtcNow - file.LastWriteTimeUtc > LeftoverAge)
                    TryDelete(file.FullName);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // If nothing can be done in this folder, writing says so.
        }
    }

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
        OpenToOthers();
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

        if (!_isCommitted)
            TryDelete(_beside);
    }

    private string NewName() => TemporaryName.In(Path.GetDirectoryName(_path)!);

    // A complete file has the mode of any other new file, which only a new file tells: reading the umask would change it for a moment.
    private void OpenToOthers()
    {
        if (OperatingSystem.IsWindows())
            return;
        var sample = NewName();
        try
        {
            UnixFileMode mode;
            using (var file = File.OpenHandle(sample, FileMode.CreateNew, FileAccess.Write))
                mode = File.GetUnixFileMode(file);
            File.SetUnixFileMode(_beside, mode);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file system without modes, or a full disk: then the file stays its owner's.
        }

        TryDelete(sample);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not what the user asked for, and says so by its name.
        }
    }
}
