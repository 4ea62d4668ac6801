using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace TwitterDm.Media;

/// <summary>A file that is being uploaded: open from the first segment to the last, and unchanged in between.</summary>
internal sealed class MediaSource : IDisposable
{
    private readonly MediaFile _file;
    private readonly SafeFileHandle _content;

    private MediaSource(MediaFile file, SafeFileHandle content)
    {
        _file = file;
        _content = content;
    }

    /// <summary>The size of the file when it was inspected.</summary>
    public long Length => _file.Length;

    /// <summary>Opens a file that was inspected before.</summary>
    /// <exception cref="DmException">It can no longer be read, or was changed.</exception>
    public static MediaSource Open(MediaFile file)
    {
        var source = new MediaSource(file, MediaFile.Open(file.FullPath));
        try
        {
            source.CheckUnchanged();
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Makes sure that the file was not modified since it was inspected: an upload must not mix two versions.</summary>
    /// <exception cref="DmException">It was changed, or can no longer be read.</exception>
    public void CheckUnchanged()
    {
        try
        {
            if (RandomAccess.GetLength(_content) != _file.Length || File.GetLastWriteTimeUtc(_content) != _file.LastWriteTime)
                throw MediaFileError.Changed(_file.FullPath);
        }
        catch (IOException exception)
        {
            throw MediaFileError.Unreadable(_file.FullPath, exception);
        }
    }

    /// <summary>Reads some of the next bytes.</summary>
    /// <param name="buffer">Receives the bytes.</param>
    /// <param name="offset">Their position in the file.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The number of bytes: at least one.</returns>
    /// <exception cref="DmException">
    /// The file ends too early, or cannot be read. It is not an <see cref="IOException"/>, which would count as a network failure and be
    /// retried.
    /// </exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        try
        {
            var count = await RandomAccess.ReadAsync(_content, buffer, offset, cancellationToken).ConfigureAwait(false);
            return count > 0 ? count : throw MediaFileError.Changed(_file.FullPath);
        }
        catch (IOException exception)
        {
            throw MediaFileError.Unreadable(_file.FullPath, exception);
        }
    }

    /// <summary>The request body that contains one segment.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The form owns its parts.")]
    public HttpContent CreateForm(int index, long offset, int length)
        => SegmentForm.Create(index, new SegmentContent(this, offset, length));

    /// <summary>The request body that contains one segment as JSON.</summary>
    public HttpContent CreateJson(int index, long offset, int length) => new SegmentJson(this, index, offset, length);

    public void Dispose() => _content.Dispose();
}
