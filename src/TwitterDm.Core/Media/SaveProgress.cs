using TwitterDm.Notices;
using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>Reports the progress of all downloads of a run together.</summary>
/// <param name="notices">Receives it; null for none.</param>
/// <param name="clock">Measures the time between two reports.</param>
internal sealed class SaveProgress(INoticeSink? notices, TimeProvider clock)
{
    private const string Activity = "Saving attachments";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly object _gate = new();
    private readonly HashSet<Entry> _running = [];
    private long _files;
    private long _bytes;
    private long? _last;
    private bool _isShown;

    /// <summary>Begins a download.</summary>
    public Entry Begin()
    {
        lock (_gate)
        {
            var entry = new Entry(this);
            _running.Add(entry);
            return entry;
        }
    }

    /// <summary>Removes the report from the screen.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_isShown)
                notices?.Post(new DmProgressNotice(Activity, Text(), 100, TimeSpan.Zero));
            _isShown = false;
        }
    }

    private void Report()
    {
        if (_last is { } last && clock.GetElapsedTime(last) < Pause)
            return;
        _last = clock.GetTimestamp();
        _isShown = true;
        var (done, total) = (_running.Sum(entry => entry.Bytes), _running.Sum(entry => entry.Total ?? entry.Bytes));
        notices?.Post(
            new DmProgressNotice(Activity, Text(), total > 0 ? (int)(100 * Math.Min(done, total) / total) : -1, TimeSpan.MaxValue));
    }

    private string Text() => FormattableString.Invariant(
        $"{CountText.Of(_files, "file")} saved, {ByteCount.InMebibytes(_bytes + _running.Sum(entry => entry.Bytes))} MiB so far");

    /// <summary>One download.</summary>
    /// <param name="owner">All of them.</param>
    internal sealed class Entry(SaveProgress owner) : IDisposable
    {
        /// <summary>How much there is.</summary>
        public long Bytes { get; private set; }

        /// <summary>How much there will be; null if that is unknown.</summary>
        public long? Total { get; private set; }

        /// <summary>Whether the file was saved.</summary>
        public bool IsSaved { get; set; }

        /// <summary>Reports how much there is.</summary>
        public void Report(long bytes, long? total)
        {
            lock (owner._gate)
            {
                (Bytes, Total) = (bytes, total);
                owner.Report();
            }
        }

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._running.Remove(this);
                if (!IsSaved)
                    return;
                owner._files++;
                owner._bytes += Bytes;
            }
        }
    }
}
