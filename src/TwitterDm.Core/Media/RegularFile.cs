using Microsoft.Win32.SafeHandles;

namespace TwitterDm.Media;

/// <summary>Opens regular files for reading. Rejects pipes, which would block, and devices, which may have no end.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file; where the system supports it, other programs can read it in the meantime but not write to it.</summary>
    /// <returns>The open file; the caller closes it.</returns>
    /// <exception cref="DmException">The file does not exist, is empty, is not a regular file, or cannot be read.</exception>
    public static SafeFileHandle Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw MediaFileError.NoPath(path);
        try
        {
            // Checked before the file is opened, because opening a pipe blocks until another program writes to it.
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
        // The length of a symbolic link is the length of its target's path, not of the file.
        if (file.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            file = new FileInfo(target.FullName);
        var attributes = File.GetAttributes(file.FullName);
        if (attributes.HasFlag(FileAttributes.Directory))
            throw MediaFileError.Folder(path);
        return attributes.HasFlag(FileAttributes.Device) ? 0 : file.Length;
    }
}
