using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using TwitterDm.Text;

namespace TwitterDm.Storage;

/// <summary>
/// The one gate for all files that users name: opens regular files and nothing else. A pipe would block until another program opens it, a
/// device may have no end, and what is written to either is lost. The open file is checked, not only its path, which can change in between.
/// </summary>
internal static class RegularFile
{
    private const int CreationAttempts = 3;

    /// <summary>
    /// Opens an existing file for reading; where the system supports it, other programs can read it in the meantime but not write to it.
    /// </summary>
    /// <exception cref="IOException">
    /// It does not exist, is not a regular file (<see cref="NotRegularFileException"/>), or cannot be opened.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static SafeFileHandle OpenHandle(string path)
        => Open(path, FileAccess.Read, file => File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read), file => file);

    /// <summary>Opens an existing file that other processes can read, write and replace in the meantime.</summary>
    /// <exception cref="IOException">
    /// It does not exist, is not a regular file (<see cref="NotRegularFileException"/>), or cannot be opened.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static FileStream OpenShared(string path, FileAccess access)
        => Open(
            path,
            access,
            file => new FileStream(file, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete),
            file => file.SafeFileHandle);

    /// <summary>Opens a file for reading and writing that no other process can open in the meantime.</summary>
    /// <param name="path">The path.</param>
    /// <param name="create">Whether to create it, readable by its owner only, if it does not exist.</param>
    /// <param name="share">What other processes may do on Windows; Unix has no lock that lets them read.</param>
    /// <exception cref="IOException">It is not a regular file (<see cref="NotRegularFileException"/>), or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static FileStream OpenExclusive(string path, bool create, FileShare share = FileShare.None)
    {
        share = OperatingSystem.IsWindows() ? share : FileShare.None;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var options = new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
                return Open(path, FileAccess.ReadWrite, file => new FileStream(file, options), file => file.SafeFileHandle);
            }
            catch (FileNotFoundException) when (create)
            {
                if (TryCreate(path, share, isLast: attempt == CreationAttempts) is { } created)
                    return created;
            }
        }
    }

    // Creating never opens what is there. Another process may have created it just now.
    private static FileStream? TryCreate(string path, FileShare share, bool isLast)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        try
        {
            return new FileStream(path, options.ForOwnerOnly());
        }
        // Creating does not follow a link, and opening does not create what it points to.
        catch (IOException) when (IsDanglingLink(path))
        {
            throw new NotRegularFileException("a link to a file that does not exist");
        }
        catch (IOException exception)
            when (!isLast && exception is not (DirectoryNotFoundException or FileNotFoundException) && File.Exists(path))
        {
            return null;
        }
    }

    // A link itself counts as an existing file.
    private static bool IsDanglingLink(string path)
    {
        try
        {
            return new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static T Open<T>(string path, FileAccess access, Func<string, T> open, Func<T, SafeFileHandle> handleOf)
        where T : IDisposable
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("It is not a valid path.", nameof(path));
        if (Directory.Exists(path))
            throw new NotRegularFileException(NotRegularFileException.Folder);
        var file = OperatingSystem.IsWindows() ? open(path) : OpenOnUnix(path, access, open);
        try
        {
            CheckContent(handleOf(file), path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // .NET itself opens the file, for its locks, but by the file that was checked instead of the path.
    [UnsupportedOSPlatform("windows")]
    private static T OpenOnUnix<T>(string path, FileAccess access, Func<string, T> open)
    {
        using var probe = UnixFiles.Probe(path, isWrite: access != FileAccess.Read);
        if (UnixFiles.PathOf(probe) is not { } same)
            return open(path);
        try
        {
            return open(same);
        }
        catch (IOException exception) when (exception.Message.Contains(same, StringComparison.Ordinal))
        {
            throw new IOException(exception.Message.Replace(same, path, StringComparison.Ordinal), exception.HResult);
        }
    }

    // The files of /proc have no length, and yet content.
    private static void CheckContent(SafeFileHandle handle, string path)
    {
        if (OperatingSystem.IsWindows() && !WindowsFiles.IsOnDisk(handle))
            throw new NotRegularFileException("a pipe or a device");
        if (RandomAccess.GetLength(handle) > 0)
            return;
        var isEmpty = false;
        try
        {
            isEmpty = RandomAccess.Read(handle, stackalloc byte[1], 0) == 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Some of them cannot be read at all.
        }

        if (!isEmpty)
            throw new NotRegularFileException($"{VisibleText.Of(Path.GetFileName(path), 60)}, which the system generates");
    }
}
