using TwitterDm.Archive.Zip;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Archive.Containers;

/// <summary>
/// An archive that was unpacked to a folder, or one of its files. Links are not followed, because the files of an archive have none.
/// </summary>
internal sealed class FolderContainer : ArchiveContainer
{
    private const int MaxSubfolders = 1000;

    private static readonly EnumerationOptions Accessible = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
    private static readonly StringComparer PathComparer = OperatingSystem.IsLinux()
        ? StringComparer.Ordinal
        : StringComparer.OrdinalIgnoreCase;

    private readonly string _folder;

    private FolderContainer(string folder) => _folder = folder;

    /// <summary>Opens an archive in a folder.</summary>
    /// <returns>The container; null if there are no messages in it.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: there are several archives in it.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static FolderContainer? Open(string path, ArchiveContext context)
    {
        var found = FindIn(path);
        var archives = found.FindAll(item => item.Files.Length > 0);
        if (archives.Count > 1)
            throw ContainerErrors.SeveralArchives(path, archives.ConvertAll(item => item.Folder), isZip: false);
        if (found.Count == 0)
            return null;
        var (folder, files) = archives.Count > 0 ? archives[0] : found[0];
        return new(folder)
        {
            FullPath = path,
            DataFiles = [.. files.Select(name => new DataFile(name, ArchiveNames.IsGroup(name)))],
            Media = new FolderMedia(folder, context),
        };
    }

    /// <summary>One data file alone. What an archive has beside it is used if it is there.</summary>
    public static FolderContainer OfFile(string path, ArchiveContext context)
    {
        var folder = Path.GetDirectoryName(path)!;
        var name = Path.GetFileName(path);
        return new(folder)
        {
            FullPath = path,
            IsSingleFile = true,
            DataFiles = [new DataFile(name, ArchiveNames.IsMessages(name) ? ArchiveNames.IsGroup(name) : null)],
            Media = new FolderMedia(folder, context),
        };
    }

    public override bool Contains(string name) => File.Exists(Path.Combine(_folder, name));

    public override OpenDataFile Open(string name)
    {
        var path = Path.Combine(_folder, name);
        // A file that was named itself may be a link; only what was found may not.
        if (!IsSingleFile && IsLink(new FileInfo(path)))
            throw new IOException("it is a link, as no file of an archive is");
        var handle = RegularFile.OpenHandle(path);
        var length = RandomAccess.GetLength(handle);
        return new(new SectionStream(handle, 0, length), length, handle);
    }

    public override string Describe(string name) => $"'{VisibleText.Of(Path.Combine(_folder, name), 300)}'";

    /// <summary>Whether it is a link, a device or the like.</summary>
    internal static bool IsLink(FileSystemInfo item)
        => item.LinkTarget is not null
        || item.Attributes.HasFlag(FileAttributes.ReparsePoint)
        || item.Attributes.HasFlag(FileAttributes.Device);

    // The data folders in a folder: those with messages, and those with only a manifest, which can name other files.
    private static List<(string Folder, string[] Files)> FindIn(string path)
    {
        var found = new List<(string, string[])>();
        foreach (var folder in Candidates(path).Distinct(PathComparer))
        {
            try
            {
                var files = new DirectoryInfo(folder)
                    .EnumerateFiles("direct-message*")
                    .Select(file => file.Name)
                    .Where(ArchiveNames.IsMessages)
                    .Order(StringComparer.Ordinal)
                    .ToArray();
                if (files.Length > 0 || File.Exists(Path.Combine(folder, ArchiveNames.Manifest)))
                    found.Add((folder, files));
            }
            catch (Exception exception) when (found.Count > 0 && exception is (IOException or UnauthorizedAccessException))
            {
                // An unreadable folder beside the archive is not needed.
            }
        }

        return found;
    }

    // The folder itself, its data folder, or an archive inside of it, as unpacking often makes one more folder.
    private static IEnumerable<string> Candidates(string path)
    {
        foreach (var folder in new[] { path }.Concat(Folders(path)))
        {
            var data = new DirectoryInfo(Path.Combine(folder, ArchiveNames.DataFolder));
            if (data.Exists && !IsLink(data))
                yield return data.FullName;
            yield return folder;
        }
    }

    private static IEnumerable<string> Folders(string path)
        => new DirectoryInfo(path)
            .EnumerateDirectories("*", Accessible)
            .Take(MaxSubfolders)
            .Where(folder => !IsLink(folder))
            .Select(folder => folder.FullName)
            .Order(StringComparer.Ordinal);
}
