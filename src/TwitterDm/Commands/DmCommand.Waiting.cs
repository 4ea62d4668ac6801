using System.Management.Automation;
using TwitterDm.Notices;
using TwitterDm.Output;

namespace TwitterDm.Commands;

// Waiting for the core on the pipeline's thread, and showing its notices in the meantime.
public abstract partial class DmCommand
{
    // Each of the activities that run at the same time has its own progress bar.
    private readonly Dictionary<string, int> _bars = new(StringComparer.Ordinal);

    /// <summary>Writes the items as they arrive, each before the next is requested.</summary>
    private protected void WriteEach<T>(IAsyncEnumerable<T> items, Action<T> write)
    {
        var enumerator = items.GetAsyncEnumerator(StopToken);
        var ended = false;
        try
        {
            while (Await(enumerator.MoveNextAsync().AsTask()))
                write(enumerator.Current);
            ended = true;
        }
        finally
        {
            // Also when Select-Object -First stops the pipeline: then nothing may be written anymore.
            enumerator.DisposeAsync().AsTask().GetAwaiter().GetResult();
            if (ended)
                ShowNotices();
        }
    }

    /// <summary>Waits for the core's work and shows its notices in the meantime.</summary>
    private protected T Await<T>(Task<T> work)
    {
        Await((Task)work);
        return work.GetAwaiter().GetResult();
    }

    /// <summary>Waits for the core's work and shows its notices in the meantime.</summary>
    private protected void Await(Task work)
    {
        if (!work.IsCompleted)
            _noticeQueue.SignalAfter(work);
        try
        {
            for (ShowNotices(); !work.IsCompleted; ShowNotices())
                _noticeQueue.WaitFor(work);
        }
        catch
        {
            // Writing to a stream failed: the work ends before the exception propagates, so that nothing runs in the background.
            _stop.Cancel();
            ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
            throw;
        }

        ShowNotices();
        work.GetAwaiter().GetResult();
    }

    /// <summary>Shows the notices that have arrived.</summary>
    private protected void ShowNotices()
    {
        while (_noticeQueue.TryTake(out var notice))
        {
            switch (notice)
            {
                case DmErrorNotice error:
                    WriteBesides(ErrorRecords.From(error.Error));
                    break;
                case DmWarningNotice warning:
                    WriteWarning(AdviceTable.Complete(warning));
                    break;
                case DmDebugNotice debug:
                    WriteDebug(debug.Text);
                    break;
                case DmProgressNotice progress:
                    WriteProgress(ToRecord(progress));
                    break;
                default:
                    WriteVerbose(notice!.Text);
                    break;
            }
        }

        AfterNotices();
    }

    private ProgressRecord ToRecord(DmProgressNotice progress)
    {
        if (!_bars.TryGetValue(progress.Activity, out var bar))
            _bars[progress.Activity] = bar = _bars.Count + 1;
        return new(bar, progress.Activity, progress.Text)
        {
            PercentComplete = progress.PercentComplete,
            SecondsRemaining = progress.Left == TimeSpan.MaxValue ? -1 : (int)progress.Left.TotalSeconds,
            RecordType = progress.Left > TimeSpan.Zero ? ProgressRecordType.Processing : ProgressRecordType.Completed,
        };
    }
}
