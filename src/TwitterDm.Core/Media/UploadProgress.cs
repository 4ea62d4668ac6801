using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Media;

/// <summary>Tells how far an upload is, and in the end that it is over, however it ended.</summary>
internal sealed class UploadProgress(MediaFile file, Operation operation, TimeProvider clock) : IDisposable
{
    // Until there is something to go by: a megabyte a second.
    private const double AssumedBytesPerSecond = 1_000_000;

    private readonly long _start = clock.GetTimestamp();
    private DmProgressNotice? _last;

    /// <summary>Tells how much was sent.</summary>
    /// <param name="bytes">The bytes that X has.</param>
    public void Sent(long bytes) => Post(
        $"{ByteCount.InMebibytes(bytes)} of {ByteCount.InMebibytes(file.Length)} MiB", (int)(100 * bytes / file.Length), TimeFor(bytes));

    /// <summary>Tells how far X is with what it has.</summary>
    /// <param name="percent">X's word for it, where it said one.</param>
    /// <param name="pause">The time until X is asked again.</param>
    public void Processing(int? percent, TimeSpan pause) => Post("X is processing it", Math.Clamp(percent ?? 0, 0, 100), pause);

    public void Dispose()
    {
        if (_last is not null)
            operation.Notices?.Post(_last with { PercentComplete = 100, Left = TimeSpan.Zero });
    }

    // By the speed so far. Zero would say that it is over.
    private TimeSpan TimeFor(long bytes)
    {
        var elapsed = clock.GetElapsedTime(_start).TotalSeconds;
        var speed = bytes > 0 && elapsed > 0 ? bytes / elapsed : AssumedBytesPerSecond;
        return TimeSpan.FromSeconds(Math.Max(1, (file.Length - bytes) / speed));
    }

    private void Post(string text, int percent, TimeSpan left)
    {
        _last = new DmProgressNotice($"Uploading {file.Name}", text, percent, left);
        operation.Notices?.Post(_last);
    }
}
