namespace TwitterDm.Auth.Store;

/// <summary>
/// Replaces a file in one step: a new one beside it, for its owner only from the first byte, flushed to the disk and renamed over the
/// old one. Whatever happens in between, the old or the new content is there, whole.
/// </summary>
/// <remarks>
/// Extensions.Msal has a writing of its own, which is not used: it truncates the file and writes into it (half a file when the process
/// dies), and after some attempts it swallows the error (a full disk looks like success).
/// </remarks>
internal static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Suffix = ".tmp";

    // Windows refuses a rename over a file that somebody reads at this moment: a virus scanner, another PowerShell.
    private const int RenameAttempts = 20;
    private static readonly TimeSpan RenamePause = TimeSpan.FromMilliseconds(50);

    // What a killed process left behind, once no living one can still be at it.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(10);

    /// <summary>Replaces a file, or makes it.</summary>
    /// <exception cref="DmException">It could not be written; what was there is there.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = Beside(path);
        try
        {
            RemoveLeftovers(path);
            Write(beside, content);
            Rename(beside, path);
            if (!OperatingSystem.IsWindows())
                UnixFiles.Flush(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryDelete(beside);
            throw StoreError.Unwritable(path, exception);
        }
    }

    /// <summary>Finds out whether a file could be replaced by one that is somewhat larger, without touching it.</summary>
    /// <exception cref="DmException">It could not.</exception>
    public static void CheckReplaceable(string path, int spare)
    {
        var beside = Beside(path);
        try
        {
            // A file that cannot be opened for writing (read-only, immutable) cannot be renamed over either.
            using (var present = OpenExisting(path))
                spare += (int)(present?.Length ?? 0);
            Write(beside, new byte[spare]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreError.Unwritable(path, exception);
        }
        finally
        {
            TryDelete(beside);
        }
    }

    /// <summary>The content of a file; null where there is none.</summary>
    /// <exception cref="DmException">It cannot be read, or is a link.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            if (new FileInfo(path).LinkTarget is not null)
                throw StoreError.Broken(path, "it is a link to elsewhere");

            // A reader does not stand in the way of who replaces the file, not on Windows either.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreError.Unreadable(path, exception);
        }
    }

    private static string Beside(string path) => $"{path}.{Guid.NewGuid():N}{Suffix}";

    private static FileStream? OpenExisting(string path)
        => File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete) : null;

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, how);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static void Rename(string from, string to)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(from, to, overwrite: true);
                return;
            }
            catch (Exception exception) when (OperatingSystem.IsWindows() && attempt < RenameAttempts && exception is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(RenamePause);
            }
        }
    }

    private static void RemoveLeftovers(string path)
    {
        foreach (var leftover in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*" + Suffix))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(leftover) > LeftoverAge)
                TryDelete(leftover);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next write tries again.
        }
    }
}
