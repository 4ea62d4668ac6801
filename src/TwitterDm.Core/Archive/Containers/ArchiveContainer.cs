namespace TwitterDm.Archive.Containers;

/// <summary>Where the files of an archive are: in a zip file, in a folder, or a single file of it.</summary>
internal abstract class ArchiveContainer : IDisposable
{
    /// <summary>The path that was given.</summary>
    public required string FullPath { get; init; }

    /// <summary>The files with messages, by their names.</summary>
    public required IReadOnlyList<DataFile> DataFiles { get; init; }

    /// <summary>The names of files that are in the data folder more than once, of which only the first counts.</summary>
    public IReadOnlyCollection<string> RepeatedFiles { get; init; } = [];

    /// <summary>Whether it is one data file without the archive around it.</summary>
    public bool IsSingleFile { get; init; }

    /// <summary>The attachments.</summary>
    public required IMediaFinder Media { get; init; }

    /// <summary>Whether the data folder contains a file.</summary>
    public abstract bool Contains(string name);

    /// <summary>Opens a file of the data folder.</summary>
    /// <exception cref="IOException">It does not exist or cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public abstract OpenDataFile Open(string name);

    /// <summary>What an error calls a file of the archive.</summary>
    public abstract string Describe(string name);

    /// <summary>Whether an exception is about a file.</summary>
    public static bool IsAboutFile(Exception exception)
        => exception is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
    }
}
