using System.Collections.Concurrent;
using TwitterDm.Notices;

namespace TwitterDm.Output;

/// <summary>Carries notices from any thread to the pipeline's thread, which alone may write to PowerShell's streams.</summary>
internal sealed class NoticeQueue : INoticeSink, IDisposable
{
    private readonly ConcurrentQueue<DmNotice> _notices = new();
    private readonly ManualResetEventSlim _signal = new();

    /// <summary>Whether verbose notices are shown.</summary>
    public bool ShowsVerbose { get; set; }

    /// <summary>Whether debug notices are shown.</summary>
    public bool ShowsDebug { get; set; }

    /// <inheritdoc/>
    public bool WantsDetails => ShowsVerbose || ShowsDebug;

    public void Post(DmNotice notice)
    {
        if (notice is DmVerboseNotice ? !ShowsVerbose : notice is DmDebugNotice && !ShowsDebug)
            return;
        _notices.Enqueue(notice);
        Signal();
    }

    public bool TryTake(out DmNotice? notice) => _notices.TryDequeue(out notice);

    /// <summary>Blocks until the task has ended or a notice has arrived.</summary>
    public void WaitFor(Task task)
    {
        _signal.Reset();
        if (!task.IsCompleted && _notices.IsEmpty)
            _signal.Wait(CancellationToken.None);
    }

    /// <summary>Wakes the waiting thread when the task ends.</summary>
    public void SignalAfter(Task task)
        => _ = task.ContinueWith(_ => Signal(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    public void Dispose() => _signal.Dispose();

    private void Signal()
    {
        try
        {
            _signal.Set();
        }
        catch (ObjectDisposedException)
        {
            // An abandoned request ends after its cmdlet, when nothing is waiting anymore.
        }
    }
}
