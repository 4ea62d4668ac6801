using Microsoft.Win32.SafeHandles;
using TwitterDm.Archive.Zip;
using TwitterDm.Notices;
using TwitterDm.Storage;

namespace TwitterDm.Archive.Containers;

/// <summary>
/// A zip file with attachments: the archive itself, or one inside of it, but none that is deeper. One that is compressed inside of another
/// is decompressed once, to a temporary file. Thread-safe.
/// </summary>
/// <param name="path">The path of the outer file.</param>
/// <param name="nested">The entry that is the zip file; null for the outer file itself.</param>
/// <param name="context">What all files of the archive share.</param>
internal sealed class MediaZip(string path, ZipEntry? nested, ArchiveContext context)
{
    private const int BufferSize = 128 * 1024;

    private readonly object _gate = new();
    private readonly HashSet<long> _opened = [];
    private MediaIndex? _index;
    private FileStream? _decompressed;

    /// <summary>Whether it cannot be read.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>
    /// Finds an attachment; null if it is not there, or if the zip file cannot be read, which is tried and reported once.
    /// </summary>
    public IMediaOrigin? Find(MediaRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (IsUnreadable)
                return null;
            try
            {
                using var file = OpenFile();
                var zip = Reader(file, cancellationToken);
                _index ??= IndexOf(zip, cancellationToken);
                return _index.Find(zip, request) is { } entry ? Origin(entry) : null;
            }
            catch (Exception exception) when (ArchiveContainer.IsAboutFile(exception))
            {
                IsUnreadable = true;
                Forget();
                context.ReportMedia(MediaIndex.NameOf(nested?.Name ?? Path.GetFileName(path)), exception);
                return null;
            }
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
            lock (_gate)
            {
                // An attachment that is saved again is not more content of the archive.
                var budget = _opened.Add(entry.DirectoryOffset) ? context.Budget : new DecompressionBudget(context.Limits);
                return new OwningStream(Reader(file, CancellationToken.None).Open(entry, budget), file);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private SafeFileHandle OpenFile() => RegularFile.OpenHandle(path);

    private ZipReader Reader(SafeFileHandle file, CancellationToken cancellationToken)
    {
        var outer = new ZipReader(file, 0, RandomAccess.GetLength(file), context.Limits);
        if (nested is not { } entry)
            return outer;
        if (entry.Method == ZipEntry.Stored)
            return outer.OpenNested(entry);
        _decompressed ??= Decompress(outer, entry, cancellationToken);
        return new ZipReader(_decompressed.SafeFileHandle, 0, _decompressed.Length, context.Limits);
    }

    private FileStream Decompress(ZipReader outer, ZipEntry entry, CancellationToken cancellationToken)
    {
        var name = MediaIndex.NameOf(entry.Name);
        ShowProgress(name, 0, TimeSpan.MaxValue);
        using var content = new ArchiveProgress(outer.Open(entry, context.Budget), entry.Size, name, context.Notices, cancellationToken);
        var copy = TemporaryFile.Create();
        try
        {
            var buffer = new byte[BufferSize];
            for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
                copy.Write(buffer.AsSpan(0, read));
            content.ReadToEnd();
            copy.Flush();
            return copy;
        }
        catch
        {
            Close(copy);
            throw;
        }
        finally
        {
            ShowProgress(name, 100, TimeSpan.Zero);
        }
    }

    private void ShowProgress(string name, int percent, TimeSpan left) =>
        context.Notices?.Post(new DmProgressNotice(ArchiveProgress.Activity, name, percent, left));

    // An attachment that was found before still needs the file.
    private void Forget()
    {
        if (_index is not null)
            return;
        Close(_decompressed);
        _decompressed = null;
    }

    private static void Close(FileStream? copy)
    {
        try
        {
            copy?.Dispose();
        }
        catch (IOException)
        {
            // The last bytes could not be written, and are not needed.
            copy!.SafeFileHandle.Dispose();
        }
    }

    private static MediaIndex IndexOf(ZipReader zip, CancellationToken cancellationToken)
    {
        var index = new MediaIndex();
        foreach (var entry in zip.ReadDirectory())
        {
            cancellationToken.ThrowIfCancellationRequested();
            index.Add(entry, MediaIndex.NameOf(entry.Name));
        }

        return index;
    }

    private sealed class ZippedMedia(MediaZip zip, ZipEntry entry) : IMediaOrigin
    {
        public long? Length => entry.Size;

        public Stream Open() => zip.Open(entry);
    }
}
