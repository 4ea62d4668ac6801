using TwitterDm.Archive.Containers;
using TwitterDm.Archive.Zip;
using TwitterDm.Storage;

namespace TwitterDm.Archive;

/// <summary>Finds out what a path is, and opens the archive.</summary>
internal static class ArchiveOpener
{
    /// <summary>Opens an archive.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: it is not an archive, or cannot be read.</exception>
    public static ArchiveContainer Open(string path, ArchiveContext context, CancellationToken cancellationToken)
    {
        try
        {
            return Directory.Exists(path)
                ? FolderContainer.Open(path, context) ?? throw ArchiveErrors.NoMessages(path)
                : OpenFile(path, context, cancellationToken);
        }
        catch (Exception exception) when (ArchiveContainer.IsAboutFile(exception))
        {
            throw ArchiveErrors.Unreadable(path, exception);
        }
    }

    private static ArchiveContainer OpenFile(string path, ArchiveContext context, CancellationToken cancellationToken)
    {
        var file = RegularFile.OpenHandle(path);
        try
        {
            if (new ZipReader(file, 0, RandomAccess.GetLength(file), context.Limits).HasSignature)
                return ZipContainer.Open(path, file, context, cancellationToken) ?? throw ArchiveErrors.NoMessages(path);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return OpenDataFile(path, context);
    }

    private static FolderContainer OpenDataFile(string path, ArchiveContext context)
    {
        if (ArchiveNames.IsHeaders(Path.GetFileName(path)))
            throw ArchiveErrors.Headers(path);
        return path.EndsWith(".js", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? FolderContainer.OfFile(path, context)
            : throw ArchiveErrors.NotArchive(path);
    }
}
