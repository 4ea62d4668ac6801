namespace TwitterDm.Storage;

/// <summary>
/// Files that hold intermediate data: readable by their owner only, and gone when they are closed, or when the process is killed.
/// </summary>
internal static class TemporaryFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Creates a temporary file.</summary>
    /// <param name="folder">The folder, or null for the system's folder for temporary files.</param>
    /// <returns>The open file. Closing it deletes it.</returns>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static FileStream Create(string? folder = null)
    {
        var path = TemporaryName.In(folder ?? Path.GetTempPath());
        var how = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = OperatingSystem.IsWindows() ? FileShare.None : FileShare.Delete,
            BufferSize = BufferSize,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        };
        var file = new FileStream(path, how.ForOwnerOnly());
        if (OperatingSystem.IsWindows())
            return file;
        try
        {
            // On Unix an open file needs no name, and without one it cannot outlive the process.
            File.Delete(path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
