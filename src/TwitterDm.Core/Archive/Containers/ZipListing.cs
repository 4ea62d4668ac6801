using TwitterDm.Archive.Zip;

namespace TwitterDm.Archive.Containers;

/// <summary>What is of interest among the entries of a zip file, which also contains posts and everything else of the account.</summary>
internal sealed class ZipListing
{
    private const int MaxFiles = 10_000;

    private readonly Dictionary<string, Dictionary<string, ZipEntry>> _filesByFolder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MediaIndex> _media = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _repeatedByFolder = new(StringComparer.Ordinal);
    private readonly List<ZipEntry> _zips = [];
    private int _count;

    /// <summary>The folders with messages; if there are none, the one with a manifest whose path is the shortest.</summary>
    public IReadOnlyList<string> DataFolders
        => FoldersWith(ArchiveNames.IsMessages) is { Count: > 0 } folders ? folders : FoldersWith(IsManifest).Take(1).ToArray();

    public void Add(ZipEntry entry)
    {
        var (folder, name) = (FolderOf(entry.Name), MediaIndex.NameOf(entry.Name));
        if (name.EndsWith(".js", StringComparison.OrdinalIgnoreCase))
            AddFile(entry, folder, name);
        else if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            && (ArchiveNames.IsMedia(name) || IsMediaFolder(folder))
            && _zips.Count < MaxFiles)
        {
            _zips.Add(entry);
        }
        else if (IsMediaFolder(folder))
            Media(folder).Add(entry, name);
    }

    public Dictionary<string, ZipEntry> FilesIn(string folder) => _filesByFolder[folder];

    /// <summary>The names of the files in a folder that are there more than once.</summary>
    public IReadOnlyCollection<string> RepeatedIn(string folder) => _repeatedByFolder.TryGetValue(folder, out var names) ? names : [];

    /// <summary>The media folders in the data folder.</summary>
    public IEnumerable<(string Name, MediaIndex Index)> MediaIn(string dataFolder)
        => _media.Where(folder => IsIn(folder.Key, dataFolder)).Select(folder => (MediaIndex.NameOf(folder.Key), folder.Value));

    /// <summary>The zip files with media in the data folder, or in a media folder there.</summary>
    public IEnumerable<ZipEntry> ZipsIn(string dataFolder)
        => _zips.Where(zip => IsIn(zip.Name, dataFolder) || IsIn(FolderOf(zip.Name), dataFolder));

    // X's own file comes first; a second one with the same name is not X's.
    private void AddFile(ZipEntry entry, string folder, string name)
    {
        if (_count++ >= MaxFiles && !ArchiveNames.IsMessages(name))
            return;
        if (!_filesByFolder.TryGetValue(folder, out var files))
            _filesByFolder[folder] = files = new(StringComparer.Ordinal);
        if (files.TryAdd(name, entry))
            return;
        if (!_repeatedByFolder.TryGetValue(folder, out var repeated))
            _repeatedByFolder[folder] = repeated = new(StringComparer.Ordinal);
        repeated.Add(name);
    }

    private MediaIndex Media(string folder)
    {
        if (!_media.TryGetValue(folder, out var index))
            _media[folder] = index = new();
        return index;
    }

    private List<string> FoldersWith(Predicate<string> isWanted)
        => [
            .. _filesByFolder
                .Where(folder => folder.Value.Keys.Any(name => isWanted(name)))
                .Select(folder => folder.Key)
                .OrderBy(folder => folder.Length)
                .ThenBy(folder => folder, StringComparer.Ordinal),
        ];

    private static bool IsManifest(string name) => string.Equals(name, ArchiveNames.Manifest, StringComparison.Ordinal);

    private static bool IsMediaFolder(string folder) => ArchiveNames.IsMedia(MediaIndex.NameOf(folder));

    private static bool IsIn(string path, string folder) => string.Equals(FolderOf(path), folder, StringComparison.Ordinal);

    // Some programs write the separators of Windows.
    private static string FolderOf(string path)
        => path.LastIndexOfAny(['/', '\\']) is var slash and >= 0 ? path[..slash].Replace('\\', '/') : string.Empty;
}
