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
    private bool _hasEnded;

    // What goes on at the same time has a bar of its own.
    private readonly Dictionary<string, int> _bars = new(StringComparer.Ordinal);

    /// <summary>Ends with Ctrl+C.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Where the core's notices go.</summary>
    private protected INoticeSink Notices => _mailbox;

    /// <inheritdoc/>
    public void Dispose()
    {
        // PowerShell comes here when the whole pipeline has ended, one way or the other.
        Settle(_hasEnded && !_stop.IsCancellationRequested && Outcome == PipelineOutcome.Succeeded);
        _stop.Cancel();
        _stop.Dispose();
        _mailbox.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the cmdlet does before the first input.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>What the cmdlet does with one input.</summary>
    private protected abstract void Process();

    /// <summary>What the cmdlet does after the last input.</summary>
    private protected virtual void End()
    {
    }

    /// <summary>What the cmdlet does when the whole pipeline has ended. Nothing can be written any more, and what is thrown is heard by nobody.</summary>
    /// <param name="endedWell">Whether it is certain that neither an error nor anybody stopped it, up to the end of its last cmdlet.</param>
    private protected virtual void Settle(bool endedWell)
    {
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        Run(End);
        _hasEnded = true;
    }

    private void Run(Action work)
    {
        try
        {
            work();
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

    /// <summary>How the pipeline has gone so far, as PowerShell tells.</summary>
    private protected PipelineOutcome Outcome => PipelineState.Current.OutcomeOf(CommandRuntime);

    /// <summary>A path as the rest of the program takes it: PowerShell's own folder and drives are nobody else's.</summary>
    private protected string FilePath(string path) => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

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

    /// <summary>
    /// Asks as ShouldProcess does. How a text begins is for the question and for -WhatIf alone: -Verbose, and with it a runbook's log, shows
    /// no text.
    /// </summary>
    /// <param name="action">What is done, and as whom.</param>
    /// <param name="target">What it is done to.</param>
    /// <param name="preview">How the text begins; nothing where there is none.</param>
    private protected bool Asked(string action, string target, string preview)
    {
        var isWhatIf = Chosen<bool>("WhatIf", "WhatIfPreference");
        var (whole, brief) = (Sentence(action, target + preview), Sentence(action, target));
        return ShouldProcess(isWhatIf ? whole : brief, $"Are you sure you want to perform this action?{Environment.NewLine}{whole}", "Confirm");
    }

    /// <summary>Shows an error when the pipeline has ended and its streams are closed: on the screen, and in $Error.</summary>
    private protected void ShowTooLate(DmException exception)
    {
        if (SessionState.PSVariable.GetValue("global:Error") is System.Collections.ArrayList errors)
            errors.Insert(0, ErrorRecords.From(exception));
        Host.UI?.WriteErrorLine($"{MyInvocation.MyCommand.Name}: {exception.Message} {exception.RecommendedAction}");
    }

    private bool ErrorsStop => Chosen<ActionPreference>("ErrorAction", "ErrorActionPreference") == ActionPreference.Stop;

    /// <summary>What was chosen for this call by a parameter, else for the session by a variable.</summary>
    private T? Chosen<T>(string parameter, string variable)
    {
        var chosen = MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) ? bound : GetVariableValue(variable);
        return LanguagePrimitives.TryConvertTo<T>(chosen, CultureInfo.InvariantCulture, out var value) ? value : default;
    }

    private static string Sentence(string action, string target) => $"Performing the operation \"{action}\" on target \"{target}\".";

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

    private ProgressRecord ToRecord(DmProgressNotice progress)
    {
        if (!_bars.TryGetValue(progress.Activity, out var bar))
            _bars[progress.Activity] = bar = _bars.Count + 1;
        return new(bar, progress.Activity, progress.Text)
        {
            PercentComplete = progress.PercentComplete,
            SecondsRemaining = (int)progress.Left.TotalSeconds,
            RecordType = progress.Left > TimeSpan.Zero ? ProgressRecordType.Processing : ProgressRecordType.Completed,
        };
    }
}
