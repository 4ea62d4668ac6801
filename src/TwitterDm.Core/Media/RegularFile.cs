using Microsoft.Win32.SafeHandles;

namespace TwitterDm.Media;

/// <summary>Opens files for reading, and nothing else that has a path: a pipe keeps its reader waiting, and a device has no end.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file that others may read meanwhile, but not write where the system can keep them from it.</summary>
    /// <returns>The open file; whoever gets it closes it.</returns>
    /// <exception cref="DmException">There is no such file, it is empty or no file, or it cannot be read.</exception>
    public static SafeFileHandle Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw MediaFileError.NoPath(path);
        try
        {
            // The length is asked for before the file is opened: to open a pipe is to wait for who writes into it.
            if (LengthOf(path) == 0)
                throw MediaFileError.Empty(path);
            return File.OpenHandle(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw MediaFileError.Missing(path);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw MediaFileError.NoPermission(path, exception);
        }
        catch (IOException exception)
        {
            throw MediaFileError.Unreadable(path, exception);
        }
    }

    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        // Of a link, the length is that of its text.
        if (file.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            file = new FileInfo(target.FullName);
        var attributes = File.GetAttributes(file.FullName);
        if (attributes.HasFlag(FileAttributes.Directory))
            throw MediaFileError.Folder(path);
        return attributes.HasFlag(FileAttributes.Device) ? 0 : file.Length;
    }
}
