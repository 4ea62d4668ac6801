using System.Buffers;

namespace TwitterDm.Storage;

/// <summary>
/// Replaces a file in one step: a new file beside it, readable by its owner only from the first byte, is flushed to the disk and renamed
/// over the old one. Whatever happens in between, either the old or the new content is there, complete.
/// </summary>
/// <remarks>
/// The writer of Extensions.Msal is not used: it truncates the file and writes to it (half a file if the process dies), and after some
/// attempts it swallows the error (a full disk looks like success).
/// </remarks>
/// <param name="path">The file's full path.</param>
/// <param name="errors">Creates the errors.</param>
internal sealed class AtomicFile(string path, FileErrors errors)
{
    private const string Suffix = ".tmp";
    private const int DigitsOfGuid = 32;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    // Such files have a few kilobytes; a larger one is not ours, and is not read at all.
    private const int MaxContent = 1024 * 1024;

    // Windows refuses to rename over a file that is being read, by a virus scanner or another PowerShell.
    private const int RenameAttempts = 20;
    private static readonly TimeSpan RenamePause = TimeSpan.FromMilliseconds(50);

    // A temporary file of this age was certainly left behind by a killed process.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(10);

    /// <summary>Its full path.</summary>
    public string Path { get; } = path;

    /// <summary>Replaces or creates the file.</summary>
    /// <exception cref="DmException">It could not be written; the old content is unchanged.</exception>
    public void Replace(ReadOnlySpan<byte> content)
    {
        using var prepared = Prepare(content);
        prepared.Commit();
    }

    /// <summary>
    /// Performs all steps of a replacement that can take long, or fail for lack of space or permission, except the rename.
    /// </summary>
    /// <returns>The remaining step; if it is disposed before it is done, the file is unchanged.</returns>
    /// <exception cref="DmException">It could not be written; the old content is unchanged.</exception>
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
            throw Unwritable(exception, beside);
        }
    }

    /// <summary>Checks whether the file could be replaced by a somewhat larger one, without changing it.</summary>
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
            throw Unwritable(exception, beside);
        }
        finally
        {
            TryDelete(beside);
        }
    }

    /// <summary>Reads the file; null if it does not exist.</summary>
    /// <exception cref="DmException">It cannot be read, is a link, or is larger than any file of this kind.</exception>
    public byte[]? Read()
    {
        if (Path.Contains('\0', StringComparison.Ordinal))
            throw errors.Unfit(Path, "the path of a file cannot contain a null character");
        try
        {
            if (new FileInfo(Path).LinkTarget is not null)
                throw errors.Unfit(Path, "it is a link");

            // Reading does not prevent another process from replacing the file, on Windows either.
            using var file = RegularFile.OpenShared(Path, FileAccess.Read);
            if (file.Length > MaxContent)
                throw errors.Unfit(Path, "it is too large");
            // A file that the system generates has less content than it says; whatever it is, its owner finds that it is none of ours.
            var content = new byte[file.Length];
            content = content[..file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
            // Some editors put a byte order mark before the text when they save a file.
            return content.AsSpan().StartsWith("\uFEFF"u8) ? content[3..] : content;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (NotRegularFileException exception)
        {
            throw errors.Unfit(Path, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw errors.Unreadable(Path, exception);
        }
    }

    private string Folder => System.IO.Path.GetDirectoryName(Path)!;

    private string Beside() => $"{Path}.{Guid.NewGuid():N}{Suffix}";

    // The name of the file beside it says nothing to the user.
    private DmException Unwritable(Exception exception, string beside) => errors.Unwritable(Path, exception switch
    {
        DirectoryNotFoundException => new DirectoryNotFoundException($"The folder '{Folder}' does not exist.", exception),
        _ when exception.Message.Contains(beside, StringComparison.Ordinal)
            => new IOException(exception.Message.Replace(beside, Path, StringComparison.Ordinal), exception),
        _ => exception,
    });

    private FileStream? OpenExisting()
        => File.Exists(Path) ? RegularFile.OpenShared(Path, FileAccess.ReadWrite) : null;

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
                UnixFiles.Flush(Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception, beside);
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
        foreach (var leftover in Directory.EnumerateFiles(Folder, "*" + Suffix))
        {
            if (IsBeside(leftover) && DateTime.UtcNow - File.GetLastWriteTimeUtc(leftover) > LeftoverAge)
                TryDelete(leftover);
        }
    }

    // Exactly a name that this class creates: other files are not ours, whatever characters the file's own name has.
    private bool IsBeside(string other)
    {
        var name = System.IO.Path.GetFileName(other.AsSpan());
        var own = System.IO.Path.GetFileName(Path.AsSpan());
        return name.Length == own.Length + 1 + DigitsOfGuid + Suffix.Length
            && name.StartsWith(own, StringComparison.Ordinal)
            && name[own.Length] == '.'
            && name.Slice(own.Length + 1, DigitsOfGuid).IndexOfAnyExcept(HexDigits) < 0;
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
