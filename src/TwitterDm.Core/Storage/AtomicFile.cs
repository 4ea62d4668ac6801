namespace TwitterDm.Storage;

/// <summary>
/// Replaces a file in one step: a new one beside it, for its owner only from the first byte, flushed to the disk and renamed over the
/// old one. Whatever happens in between, the old or the new content is there, whole.
/// </summary>
/// <remarks>
/// Extensions.Msal has a writing of its own, which is not used: it truncates the file and writes into it (half a file when the process
/// dies), and after some attempts it swallows the error (a full disk looks like success).
/// </remarks>
/// <param name="path">The file's full path.</param>
/// <param name="errors">What is said when it cannot be used.</param>
internal sealed class AtomicFile(string path, FileErrors errors)
{
    private const string Suffix = ".tmp";

    // What is kept this way takes a few kilobytes: a larger file is somebody else's, and is not read whole to find that out.
    private const int MaxContent = 1024 * 1024;

    // Windows refuses a rename over a file that somebody reads at this moment: a virus scanner, another PowerShell.
    private const int RenameAttempts = 20;
    private static readonly TimeSpan RenamePause = TimeSpan.FromMilliseconds(50);

    // What a killed process left behind, once no living one can still be at it.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(10);

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Replaces the file, or makes it.</summary>
    /// <exception cref="DmException">It could not be written; what was there is there.</exception>
    public void Replace(ReadOnlySpan<byte> content)
    {
        using var prepared = Prepare(content);
        prepared.Commit();
    }

    /// <summary>Does all of a replacement that can take long or fail for want of space or rights, up to the rename.</summary>
    /// <returns>What is left to do; when it is disposed of undone, the file stays as it is.</returns>
    /// <exception cref="DmException">It could not be written; what was there is there.</exception>
    public PreparedFile Prepare(ReadOnlySpan<byte> content)
    {
        var beside = Beside();
        try
        {
            RemoveLeftovers();
            Write(beside, content);
            return new PreparedFile(() => Rename(beside), () => TryDelete(beside));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryDelete(beside);
            throw errors.Unwritable(Path, exception);
        }
    }

    /// <summary>Finds out whether the file could be replaced by one that is somewhat larger, without touching it.</summary>
    /// <exception cref="DmException">It could not.</exception>
    public void CheckReplaceable(int spare)
    {
        var beside = Beside();
        try
        {
            // A file that cannot be opened for writing (read-only, immutable) cannot be renamed over either.
            using (var present = OpenExisting())
                spare += (int)(present?.Length ?? 0);
            Write(beside, new byte[spare]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw errors.Unwritable(Path, exception);
        }
        finally
        {
            TryDelete(beside);
        }
    }

    /// <summary>The content of the file; null where there is none.</summary>
    /// <exception cref="DmException">It cannot be read, is a link, or is larger than any file of this kind.</exception>
    public byte[]? Read()
    {
        try
        {
            if (new FileInfo(Path).LinkTarget is not null)
                throw errors.Unfit(Path, "it is a link to elsewhere");

            // A reader does not stand in the way of who replaces the file, not on Windows either.
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxContent)
                throw errors.Unfit(Path, "it is too large");
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
            throw errors.Unreadable(Path, exception);
        }
    }

    private string Beside() => $"{Path}.{Guid.NewGuid():N}{Suffix}";

    private FileStream? OpenExisting()
        => File.Exists(Path) ? new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete) : null;

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        using var file = new FileStream(path, how.ForOwnerOnly());
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private void Rename(string beside)
    {
        try
        {
            for (var attempt = 1; !TryRename(beside, isLast: attempt == RenameAttempts); attempt++)
                Thread.Sleep(RenamePause);
            if (!OperatingSystem.IsWindows())
                UnixFiles.Flush(System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw errors.Unwritable(Path, exception);
        }
    }

    private bool TryRename(string beside, bool isLast)
    {
        try
        {
            File.Move(beside, Path, overwrite: true);
            return true;
        }
        catch (Exception exception) when (OperatingSystem.IsWindows() && !isLast && exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void RemoveLeftovers()
    {
        foreach (var leftover in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!, System.IO.Path.GetFileName(Path) + ".*" + Suffix))
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
