using System.Collections.Concurrent;
using TwitterDm.Notices;

namespace TwitterDm.Output;

/// <summary>Carries notices from any thread to the pipeline's thread, which alone may write to PowerShell's streams.</summary>
internal sealed class NoticeQueue : INoticeSink, IDisposable
{
    private readonly ConcurrentQueue<DmNotice> _notices = new();
    private readonly ManualResetEventSlim _signal = new();

    public void Post(DmNotice notice)
    {
        _notices.Enqueue(notice);
        Ring();
    }

    public bool TryTake(out DmNotice? notice) => _notices.TryDequeue(out notice);

    /// <summary>Blocks until the task has ended or a notice has come.</summary>
    public void WaitFor(Task task)
    {
        _signal.Reset();
        if (!task.IsCompleted && _notices.IsEmpty)
            _signal.Wait(CancellationToken.None);
    }

    /// <summary>Wakes the waiting thread when the task ends.</summary>
    public void RingAfter(Task task)
        => _ = task.ContinueWith(_ => Ring(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    public void Dispose() => _signal.Dispose();

    private void Ring()
    {
        try
        {
            _signal.Set();
        }
        catch (ObjectDisposedException)
        {
            // A request that was abandoned ends after its cmdlet: nobody listens any more.
        }
    }
}
