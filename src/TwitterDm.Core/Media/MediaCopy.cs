using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>Copies an attachment that is on this machine: a file of an unpacked archive, or an entry of a zip file.</summary>
internal static class MediaCopy
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Copies the attachment to a file.</summary>
    /// <param name="media">The attachment.</param>
    /// <param name="path">The path of the copy.</param>
    /// <param name="maximum">The maximum size in bytes.</param>
    /// <param name="progress">Counts the bytes.</param>
    /// <param name="cancellationToken">Ends the copy.</param>
    /// <returns>The first bytes, and the size.</returns>
    /// <exception cref="DmException">It cannot be read or written.</exception>
    public static async Task<(byte[] Head, long Length)> RunAsync(
        DmMedia media,
        string path,
        long maximum,
        SaveProgress.Entry progress,
        CancellationToken cancellationToken)
    {
        var name = media.LocalPath ?? media.MediaKey;
        var source = Open(media, name);
        await using (source.ConfigureAwait(false))
        {
            return await NewMediaFile
                .WriteAsync(path, new FileStreamOptions { Access = FileAccess.Write, BufferSize = 0 }, target =>
                    CopyAsync(source, name, target, media.Origin?.Length, maximum, progress, cancellationToken))
                .ConfigureAwait(false);
        }
    }

    private static async Task<(byte[] Head, long Length)> CopyAsync(
        Stream source,
        string name,
        FileStream target,
        long? total,
        long maximum,
        SaveProgress.Entry progress,
        CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        byte[]? head = null;
        var length = 0L;
        for (var read = await ReadAsync().ConfigureAwait(false); read > 0; read = await ReadAsync().ConfigureAwait(false))
        {
            head ??= buffer[..Math.Min(read, ContentSignature.Length)];
            if ((length += read) > maximum)
                throw SavedFileError.Unreadable(name, new InvalidDataException($"It is larger than {ByteCount.Exactly(maximum)}."));
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            progress.Report(length, total);
        }

        target.Flush(flushToDisk: true);
        return (head ?? [], length);

        async Task<int> ReadAsync()
        {
            try
            {
                // Whole blocks, so that the first one has the beginning.
                return await source
                    .ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                throw SavedFileError.Unreadable(name, exception);
            }
        }
    }

    private static Stream Open(DmMedia media, string name)
    {
        try
        {
            return media.Origin?.Open() ?? new FileStream(RegularFile.OpenHandle(media.LocalPath!), FileAccess.Read, bufferSize: 0);
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or InvalidDataException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or NotSupportedException)
        {
            throw SavedFileError.Unreadable(VisibleText.Of(name, 300), exception);
        }
    }
}
