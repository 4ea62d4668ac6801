using TwitterDm.Archive.Zip;
using TwitterDm.Notices;
using TwitterDm.Storage;

namespace TwitterDm.Archive.Containers;

/// <summary>
/// A file that shows how much of it was read, a few times a second. That it is damaged although all of it is there, it says only at the
/// end, so that all of it can be used.
/// </summary>
/// <param name="content">The file.</param>
/// <param name="length">Its length.</param>
/// <param name="name">What to call it.</param>
/// <param name="notices">Receives the progress; null for none.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class ArchiveProgress(Stream content, long length, string name, INoticeSink? notices, CancellationToken cancellationToken)
    : ForwardStream
{
    public const string Activity = "Reading the archive";
    private const int Interval = 250;

    private long _shownAt = Environment.TickCount64;
    private long _read;
    private DamagedContentException? _damage;

    public override long Length => length;

    protected override long BytesRead => _read;

    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = ReadContent(buffer);
        _read += read;
        if (notices is not null && Environment.TickCount64 - _shownAt > Interval)
        {
            _shownAt = Environment.TickCount64;
            notices.Post(new DmProgressNotice(Activity, name, (int)Math.Min(100, _read * 100 / Math.Max(length, 1)), TimeSpan.MaxValue));
        }

        return read;
    }

    /// <summary>Reads what follows the last conversation: behind it, compressed content is checked.</summary>
    /// <exception cref="DamagedContentException">It is not what the zip file says.</exception>
    public void ReadToEnd()
    {
        var buffer = new byte[16 * 1024];
        while (Read(buffer) > 0)
        {
        }

        if (_damage is not null)
            throw _damage;
    }

    private int ReadContent(Span<byte> buffer)
    {
        if (_damage is not null)
            return 0;
        try
        {
            return content.Read(buffer);
        }
        catch (DamagedContentException exception)
        {
            _damage = exception;
            return 0;
        }
    }
}
