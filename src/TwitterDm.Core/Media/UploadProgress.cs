using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Media;

/// <summary>Reports the progress of an upload, and its end, whether or not it succeeded.</summary>
internal sealed class UploadProgress(MediaFile file, Operation operation, TimeProvider clock) : IDisposable
{
    // Used until the speed is known: a megabyte per second.
    private const double AssumedBytesPerSecond = 1_000_000;

    private readonly long _start = clock.GetTimestamp();
    private DmProgressNotice? _last;

    /// <summary>Reports how much was uploaded.</summary>
    /// <param name="bytes">The bytes that X has received.</param>
    public void Uploaded(long bytes) => Post(
        $"{ByteCount.InMebibytes(bytes)} of {ByteCount.InMebibytes(file.Length)} MiB", (int)(100 * bytes / file.Length), TimeFor(bytes));

    /// <summary>Reports how far X has processed the upload.</summary>
    /// <param name="percent">The progress that X reports, if it does.</param>
    /// <param name="pause">The time until the next request for the status.</param>
    public void Processing(int? percent, TimeSpan pause) => Post("X is processing it", Math.Clamp(percent ?? 0, 0, 100), pause);

    public void Dispose()
    {
        if (_last is not null)
            operation.Notices?.Post(_last with { PercentComplete = 100, Left = TimeSpan.Zero });
    }

    // Estimates from the speed so far; at least a second, since zero would mean that the upload is complete.
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
