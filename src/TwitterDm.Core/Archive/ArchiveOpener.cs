using TwitterDm.Archive.Containers;
using TwitterDm.Archive.Zip;
using TwitterDm.Storage;

namespace TwitterDm.Archive;

/// <summary>Finds out what a path is, and opens the archive.</summary>
internal static class ArchiveOpener
{
    /// <summary>Opens an archive.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: it is not an archive, or cannot be read.</exception>
    public static ArchiveContainer Open(string path, ArchiveLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            return Directory.Exists(path)
                ? FolderContainer.Open(path, limits) ?? throw ArchiveErrors.NoMessages(path)
                : OpenFile(path, limits, cancellationToken);
        }
        catch (Exception exception) when (ArchiveContainer.IsAboutFile(exception))
        {
            throw ArchiveErrors.Unreadable(path, exception);
        }
    }

    private static ArchiveContainer OpenFile(string path, ArchiveLimits limits, CancellationToken cancellationToken)
    {
        var file = RegularFile.OpenHandle(path);
        try
        {
            if (new ZipReader(file, 0, RandomAccess.GetLength(file), limits).HasSignature)
                return ZipContainer.Open(path, file, limits, cancellationToken) ?? throw ArchiveErrors.NoMessages(path);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return OpenDataFile(path, limits);
    }

    private static FolderContainer OpenDataFile(string path, ArchiveLimits limits)
    {
        if (ArchiveNames.IsHeaders(Path.GetFileName(path)))
            throw ArchiveErrors.Headers(path);
        return path.EndsWith(".js", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? FolderContainer.OfFile(path, limits)
            : throw ArchiveErrors.NotArchive(path);
    }
}
