using System.Globalization;
using System.Management.Automation;
using TwitterDm.Notices;

namespace TwitterDm.Commands;

/// <summary>
/// The base of all cmdlets: runs the core's asynchronous work on the pipeline's thread, shows its notices meanwhile, ends it on Ctrl+C and
/// turns its exceptions into error records. Nothing else writes to PowerShell's streams.
/// </summary>
public abstract class DmCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly NoticeMailbox _mailbox = new();
    private readonly List<ErrorRecord> _errorsForTheEnd = [];

    /// <summary>Ends with Ctrl+C.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Where the core's notices go.</summary>
    private protected INoticeSink Notices => _mailbox;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _mailbox.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the cmdlet does with one input.</summary>
    private protected abstract void Process();

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        try
        {
            Process();
            _errorsForTheEnd.ForEach(WriteError);
            _errorsForTheEnd.Clear();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (DmException exception)
        {
            // Only one error can end the pipeline: it is the one that tells where to go on.
            _errorsForTheEnd.ForEach(record => WriteWarning(record.ErrorDetails.Message));
            ThrowTerminatingError(ErrorRecords.From(exception));
        }
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>What else is due on the pipeline's thread whenever notices are shown.</summary>
    private protected virtual void AfterNotices()
    {
    }

    /// <summary>
    /// Writes an error beside the work. Where an error would end the pipeline, it waits until what was read is out: else it would take along
    /// what is on its way.
    /// </summary>
    private protected void WriteBesides(ErrorRecord record)
    {
        if (ErrorsStop)
            _errorsForTheEnd.Add(record);
        else
            WriteError(record);
    }

    private bool ErrorsStop
    {
        get
        {
            var chosen = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var bound) ? bound : GetVariableValue("ErrorActionPreference");
            return LanguagePrimitives.TryConvertTo<ActionPreference>(chosen, CultureInfo.InvariantCulture, out var preference) && preference == ActionPreference.Stop;
        }
    }

    /// <summary>Does the work for one item of many: what is wrong with the item is an error about it, and the others go on.</summary>
    private protected void ForItem(object item, Action work)
    {
        try
        {
            work();
        }
        catch (DmException exception) when (ErrorRecords.IsAboutItem(exception))
        {
            WriteError(ErrorRecords.From(exception, item));
        }
    }

    /// <summary>Writes the items as they come, each before the next is asked for.</summary>
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
            // Also when Select-Object -First stops the pipeline: then nothing may be written any more.
            enumerator.DisposeAsync().AsTask().GetAwaiter().GetResult();
            if (ended)
                ShowNotices();
        }
    }

    /// <summary>Waits for the core's work and shows its notices meanwhile.</summary>
    private protected T Await<T>(Task<T> work)
    {
        Await((Task)work);
        return work.GetAwaiter().GetResult();
    }

    /// <summary>Waits for the core's work and shows its notices meanwhile.</summary>
    private protected void Await(Task work)
    {
        if (!work.IsCompleted)
            _mailbox.RingAfter(work);
        try
        {
            for (ShowNotices(); !work.IsCompleted; ShowNotices())
                _mailbox.WaitFor(work);
        }
        catch
        {
            // A stream was closed under us: the work ends before the exception goes on, so that nothing runs behind our back.
            _stop.Cancel();
            ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
            throw;
        }

        ShowNotices();
        work.GetAwaiter().GetResult();
    }

    private void ShowNotices()
    {
        while (_mailbox.TryTake(out var notice))
        {
            switch (notice)
            {
                case DmErrorNotice error:
                    WriteBesides(ErrorRecords.From(error.Error));
                    break;
                case DmWarningNotice:
                    WriteWarning(notice.Text);
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

    private static ProgressRecord ToRecord(DmProgressNotice progress) => new(1, progress.Activity, progress.Text)
    {
        PercentComplete = progress.PercentComplete,
        SecondsRemaining = (int)progress.Left.TotalSeconds,
        RecordType = progress.Left > TimeSpan.Zero ? ProgressRecordType.Processing : ProgressRecordType.Completed,
    };
}
