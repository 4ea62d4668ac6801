using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace TwitterDm.Media;

/// <summary>A file that is being uploaded: open from the first segment to the last, and the same all the time.</summary>
internal sealed class MediaSource : IDisposable
{
    private readonly MediaFile _file;
    private readonly SafeFileHandle _content;

    private MediaSource(MediaFile file, SafeFileHandle content)
    {
        _file = file;
        _content = content;
    }

    /// <summary>Opens a file that was looked into before.</summary>
    /// <exception cref="DmException">It cannot be read any more, or is another one by now.</exception>
    public static MediaSource Open(MediaFile file)
    {
        var source = new MediaSource(file, RegularFile.Open(file.FullPath));
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

    /// <summary>Makes sure that the file has not been written since it was looked into: half of the old and half of the new is neither.</summary>
    /// <exception cref="DmException">It has, or cannot be asked any more.</exception>
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
    /// <param name="buffer">Takes the bytes.</param>
    /// <param name="offset">Where they begin in the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many bytes there are: at least one.</returns>
    /// <exception cref="DmException">
    /// The file ends before, or cannot be read. It is of this type and not an <see cref="IOException"/>, which would count as a failure of
    /// the network and be repeated.
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

    /// <summary>The body that carries one segment.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The form owns its parts.")]
    public HttpContent CreateForm(int index, long offset, int length) => SegmentForm.Create(index, new SegmentContent(this, offset, length));

    public void Dispose() => _content.Dispose();
}
