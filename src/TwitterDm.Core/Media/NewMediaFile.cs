namespace TwitterDm.Media;

/// <summary>A file that is written from the beginning to the end, or not at all.</summary>
internal static class NewMediaFile
{
    /// <summary>Creates a file and writes it. After an error, there is no file.</summary>
    /// <param name="path">The path, at which nothing exists.</param>
    /// <param name="how">How to open it, apart from what every new file has.</param>
    /// <param name="write">Writes it, and returns the result.</param>
    /// <exception cref="DmException">It could not be written.</exception>
    public static async Task<T> WriteAsync<T>(string path, FileStreamOptions how, Func<FileStream, Task<T>> write)
    {
        (how.Mode, how.Share) = (FileMode.CreateNew, FileShare.None);
        try
        {
            var file = new FileStream(path, how);
            await using (file.ConfigureAwait(false))
                return await write(file).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            PartFile.TryDelete(path);
            throw SavedFileError.Unwritable(path, exception);
        }
        catch
        {
            PartFile.TryDelete(path);
            throw;
        }
    }
}
