using System.Globalization;

namespace TwitterDm.Archive.Containers;

/// <summary>Attachments in the media folders of an unpacked archive, or in zip files in their place.</summary>
/// <param name="dataFolder">The data folder.</param>
/// <param name="context">What all files of the archive share.</param>
internal sealed class FolderMedia(string dataFolder, ArchiveContext context) : IMediaFinder
{
    private Part[]? _parts;

    public MediaLocation Find(MediaRequest request, CancellationToken cancellationToken)
    {
        _parts ??= [.. Parts()];
        var problem = MediaLocation.Missing;
        // First where it belongs.
        foreach (var part in _parts.OrderBy(part => part.IsGroup != request.IsGroup))
        {
            var found = part.Find(request, cancellationToken);
            if (found.State == MediaFileState.Unknown)
                return found;
            if (found.State != MediaFileState.Missing)
                problem = found;
        }

        return problem;
    }

    private IEnumerable<Part> Parts()
    {
        var folder = new DirectoryInfo(dataFolder);
        foreach (var item in folder.EnumerateFileSystemInfos("direct_message*").Where(item => ArchiveNames.IsMedia(item.Name)))
        {
            var isGroup = ArchiveNames.IsGroup(item.Name);
            if (FolderContainer.IsLink(item))
            {
                yield return new Linked(isGroup);
            }
            else if (item is DirectoryInfo media)
            {
                yield return new Files(media.FullName, isGroup);
                foreach (var zip in media.EnumerateFiles("*.zip").Where(zip => !FolderContainer.IsLink(zip)))
                    yield return new Zipped(new MediaZip(zip.FullName, null, context), isGroup);
            }
            else if (item.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                yield return new Zipped(new MediaZip(item.FullName, null, context), isGroup);
            }
        }
    }

    private abstract class Part(bool isGroup)
    {
        public bool IsGroup => isGroup;

        public abstract MediaLocation Find(MediaRequest request, CancellationToken cancellationToken);
    }

    // Where it leads is not looked at.
    private sealed class Linked(bool isGroup) : Part(isGroup)
    {
        public override MediaLocation Find(MediaRequest request, CancellationToken cancellationToken)
            => request.IsGroup == IsGroup ? MediaLocation.Link : MediaLocation.Missing;
    }

    private sealed class Zipped(MediaZip zip, bool isGroup) : Part(isGroup)
    {
        public override MediaLocation Find(MediaRequest request, CancellationToken cancellationToken)
            => zip.Find(request, cancellationToken) is { } origin ? new(null, origin)
            : zip.IsUnreadable ? MediaLocation.Unreadable
            : MediaLocation.Missing;
    }

    private sealed class Files(string folder, bool isGroup) : Part(isGroup)
    {
        // The names by message, read once: only when one is not as expected.
        private Dictionary<ulong, string[]>? _names;

        public override MediaLocation Find(MediaRequest request, CancellationToken cancellationToken)
        {
            var file = new FileInfo(Path.Combine(folder, request.FullName));
            if (!file.Exists)
                file = Choose(request, cancellationToken);
            if (file is not { Exists: true })
                return MediaLocation.Missing;
            return FolderContainer.IsLink(file) ? MediaLocation.Link : new(file.FullName, NetworkFile.OriginOf(file.FullName));
        }

        private FileInfo? Choose(MediaRequest request, CancellationToken cancellationToken)
        {
            _names ??= ReadNames(cancellationToken);
            return ulong.TryParse(request.MessageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && _names.TryGetValue(id, out var names)
                && request.Choose(names) is { } name
                ? new FileInfo(Path.Combine(folder, name))
                : null;
        }

        private Dictionary<ulong, string[]> ReadNames(CancellationToken cancellationToken)
        {
            var names = new List<(ulong Id, string Name)>();
            foreach (var path in Directory.EnumerateFiles(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var name = Path.GetFileName(path);
                if (IdIn(name) is { } id)
                    names.Add((id, name));
            }

            return names
                .GroupBy(file => file.Id, file => file.Name)
                .ToDictionary(
                    message => message.Key,
                    message => message.Order(StringComparer.Ordinal).Take(MediaRequest.MaxNames).ToArray());
        }
    }

    /// <summary>The id of the message to which a file belongs; null if it belongs to none.</summary>
    internal static ulong? IdIn(ReadOnlySpan<char> name)
    {
        var hyphen = name.IndexOf('-');
        return hyphen > 0 && ulong.TryParse(name[..hyphen], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
