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

/// <summary>Finds the files of attachments.</summary>
internal interface IMediaFinder
{
    /// <summary>Finds a file.</summary>
    /// <param name="request">Which file.</param>
    /// <param name="cancellationToken">Ends the search, which may have to decompress a zip file.</param>
    MediaLocation Find(MediaRequest request, CancellationToken cancellationToken);
}

/// <summary>Which file is looked for.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="FileName">The name of the file after the message's id.</param>
/// <param name="MediaId">The attachment's id; null if the address does not have it.</param>
/// <param name="Index">Which of the message's attachments it is.</param>
/// <param name="Count">How many attachments the message has.</param>
/// <param name="IsGroup">Whether the message is in a group.</param>
internal sealed record MediaRequest(string MessageId, string FileName, string? MediaId, int Index, int Count, bool IsGroup)
{
    /// <summary>How many files of one message are compared with its attachments.</summary>
    public const int MaxNames = 1000;

    public string FullName => $"{MessageId}-{FileName}";

    /// <summary>The file among those of the message, if none has the name that is expected; null if there is none for sure.</summary>
    public string? Choose(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => string.Equals(name, FullName, StringComparison.Ordinal)) is { } exact)
            return exact;
        return names.FirstOrDefault(name => MediaId is not null && name.Contains(MediaId, StringComparison.Ordinal))
            ?? (names.Count == Count ? names[Index] : null);
    }
}

/// <summary>Where a file is.</summary>
/// <param name="LocalPath">Its path, if it is a file of its own.</param>
/// <param name="Origin">How it is read, if it is inside a zip file.</param>
/// <param name="State">Why there is none.</param>
internal sealed record MediaLocation(string? LocalPath, IMediaOrigin? Origin, MediaFileState State = MediaFileState.Unknown)
{
    public static MediaLocation Missing { get; } = new(null, null, MediaFileState.Missing);

    public static MediaLocation Link { get; } = new(null, null, MediaFileState.Link);

    public static MediaLocation Unreadable { get; } = new(null, null, MediaFileState.Unreadable);
}
