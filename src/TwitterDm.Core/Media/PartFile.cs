using System.Net.Http.Headers;
using TwitterDm.Storage;

namespace TwitterDm.Media;

/// <summary>A file while it is downloaded. It is left where it is if the download is interrupted.</summary>
internal sealed class PartFile : IDisposable
{
    private readonly MediaFolder _folder;
    private readonly string _prefix;
    private FileStream _file;

    /// <summary>Opens or creates it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">The beginning of its name.</param>
    /// <param name="tag">The tag of what it has; null if nothing can be continued.</param>
    public PartFile(MediaFolder folder, string prefix, EntityTagHeaderValue? tag)
    {
        (_folder, _prefix, Tag) = (folder, prefix, tag);
        _file = Open();
    }

    /// <summary>Its path.</summary>
    public string Path => _folder.PartPath(_prefix, Tag);

    /// <summary>The tag of the version that it is a part of; null if what it has cannot be continued.</summary>
    public EntityTagHeaderValue? Tag { get; private set; }

    /// <summary>How much of it there is.</summary>
    public long Length { get; private set; }

    /// <summary>The size of the whole file, as this process was told; null if it was not.</summary>
    public long? Total { get; set; }

    /// <summary>Begins anew.</summary>
    /// <param name="tag">The tag of the version that follows; null if it has none.</param>
    /// <exception cref="DmException">The file cannot be written.</exception>
    public void Restart(EntityTagHeaderValue? tag)
    {
        var next = MediaFolder.CanKeep(tag) ? tag : null;
        var before = Path;
        try
        {
            _file.SetLength(0);
            Length = 0;
            Total = null;
            if (Equals(next, Tag))
                return;
            _file.Dispose();
            File.Move(before, _folder.PartPath(_prefix, next), overwrite: true);
            Tag = next;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SavedFileError.Unwritable(before, exception);
        }

        _file = Open();
    }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="DmException">The file cannot be written.</exception>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            Length += bytes.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SavedFileError.Unwritable(Path, exception);
        }
    }

    /// <summary>The complete file from its beginning; the stream belongs to this object.</summary>
    public Stream Rewind()
    {
        _file.Position = 0;
        return _file;
    }

    /// <summary>Its first bytes.</summary>
    public ReadOnlySpan<byte> ReadHead(int length)
    {
        var head = new byte[(int)Math.Min(length, Length)];
        Rewind().ReadExactly(head);
        return head;
    }

    /// <summary>Makes sure that all of it is on the disk, and closes it.</summary>
    /// <exception cref="DmException">The file cannot be written.</exception>
    public void Close()
    {
        try
        {
            _file.Flush(flushToDisk: true);
            _file.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SavedFileError.Unwritable(Path, exception);
        }
    }

    /// <summary>Closes and deletes it.</summary>
    public void Delete()
    {
        Dispose();
        TryDelete(Path);
    }

    /// <summary>Deletes a file, if that is possible.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has no final name, so nobody takes it for a complete file.
        }
    }

    /// <summary>Closes it. Without a tag, what it has is of no use.</summary>
    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // The last bytes could not be written: the next run downloads them again.
        }

        if (Tag is null || Length == 0)
            TryDelete(Path);
    }

    private FileStream Open()
    {
        var path = Path;
        try
        {
            if (new FileInfo(path).LinkTarget is not null)
                throw SavedFileError.Link(path);
            var isNew = !File.Exists(path);
            var file = isNew
                ? new FileStream(
                    path,
                    new FileStreamOptions
                    {
                        Mode = FileMode.CreateNew,
                        Access = FileAccess.ReadWrite,
                        Share = FileShare.None,
                        BufferSize = 0,
                    })
                : RegularFile.OpenExclusive(path, create: false);
            Length = file.Length;
            file.Position = Length;
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SavedFileError.Unwritable(path, exception);
        }
    }
}
