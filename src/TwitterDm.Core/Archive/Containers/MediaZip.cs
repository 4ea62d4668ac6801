using Microsoft.Win32.SafeHandles;
using TwitterDm.Archive.Zip;
using TwitterDm.Storage;

namespace TwitterDm.Archive.Containers;

/// <summary>
/// A zip file with attachments: the archive itself, or one inside of it, but none that is deeper. One that is compressed inside of another is
/// decompressed once, to a temporary file. Thread-safe.
/// </summary>
/// <param name="path">The path of the outer file.</param>
/// <param name="nested">The entry that is the zip file; null for the outer file itself.</param>
/// <param name="limits">The limits.</param>
internal sealed class MediaZip(string path, ZipEntry? nested, ArchiveLimits limits)
{
    private readonly object _gate = new();
    private MediaIndex? _index;
    private FileStream? _decompressed;

    /// <summary>Finds an attachment; null if it is not there, or if the zip file cannot be read.</summary>
    public IMediaOrigin? Find(MediaRequest request)
    {
        lock (_gate)
        {
            using var file = OpenFile();
            var zip = Reader(file);
            _index ??= IndexOf(zip);
            return _index.Find(zip, request) is { } entry ? Origin(entry) : null;
        }
    }

    /// <summary>An attachment that was found.</summary>
    public IMediaOrigin Origin(ZipEntry entry) => new ZippedMedia(this, entry);

    /// <summary>Opens an attachment.</summary>
    public Stream Open(ZipEntry entry)
    {
        var file = OpenFile();
        try
        {
            ZipReader zip;
            lock (_gate)
                zip = Reader(file);
            return new OwningStream(zip.Open(entry, new DecompressionBudget(limits)), file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private SafeFileHandle OpenFile() => RegularFile.OpenHandle(path);

    private ZipReader Reader(SafeFileHandle file)
    {
        var outer = new ZipReader(file, 0, RandomAccess.GetLength(file), limits);
        if (nested is not { } entry)
            return outer;
        if (entry.Method == ZipEntry.Stored)
            return outer.OpenNested(entry);
        if (_decompressed is null)
        {
            var copy = TemporaryFile.Create();
            using var content = outer.Open(entry, new DecompressionBudget(limits));
            content.CopyTo(copy);
            copy.Flush();
            _decompressed = copy;
        }

        return new ZipReader(_decompressed.SafeFileHandle, 0, _decompressed.Length, limits);
    }

    private static MediaIndex IndexOf(ZipReader zip)
    {
        var index = new MediaIndex();
        foreach (var entry in zip.ReadDirectory())
            index.Add(entry, MediaIndex.NameOf(entry.Name));
        return index;
    }

    private sealed class ZippedMedia(MediaZip zip, ZipEntry entry) : IMediaOrigin
    {
        public long? Length => entry.Size;

        public Stream Open() => zip.Open(entry);
    }
}
