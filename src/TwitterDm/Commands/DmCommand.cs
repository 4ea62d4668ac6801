using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using TwitterDm.Binding;
using TwitterDm.Notices;
using TwitterDm.Output;

namespace TwitterDm.Commands;

/// <summary>
/// The base of all cmdlets: runs the core's asynchronous work on the pipeline's thread, shows its notices in the meantime, cancels it on
/// Ctrl+C, and converts its exceptions to error records. Nothing else writes to PowerShell's streams.
/// </summary>
public abstract partial class DmCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly NoticeQueue _noticeQueue = new();
    private readonly List<ErrorRecord> _errorsForTheEnd = [];
    private readonly List<string> _bound = [];
    private bool _hasBegun;
    private bool _hasEnded;
    private string? _notTried;

    /// <summary>The token that Ctrl+C cancels.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Receives the core's notices.</summary>
    private protected INoticeSink Notices => _noticeQueue;

    /// <inheritdoc/>
    public void Dispose()
    {
        // PowerShell calls this when the whole pipeline has ended, for whatever reason.
        OnPipelineEnded(_hasEnded && !_stop.IsCancellationRequested && Outcome == PipelineOutcome.Succeeded);
        _stop.Cancel();
        _stop.Dispose();
        _noticeQueue.Dispose();
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

    /// <summary>
    /// What the cmdlet does when the whole pipeline has ended. Nothing can be written anymore, and exceptions are not reported.
    /// </summary>
    /// <param name="succeeded">Whether it is certain that the pipeline completed: neither an error nor the user stopped it.</param>
    private protected virtual void OnPipelineEnded(bool succeeded)
    {
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        _hasBegun = true;
        _noticeQueue.ShowsVerbose = Shows("Verbose", "VerbosePreference");
        _noticeQueue.ShowsDebug = Shows("Debug", "DebugPreference");
        Run(Begin);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        Run(End);
        _hasEnded = true;
    }

    /// <summary>
    /// The value of a parameter that excludes others, for its setter. PowerShell sets all parameters of the command line before it looks
    /// for a parameter set, and would then report only that there is none; here, the error can name the parameters.
    /// </summary>
    private protected T Bound<T>(T value, [CallerMemberName] string parameter = "")
    {
        if (!_hasBegun && CommandRuntime is not null)
        {
            if (_bound.Count > 0 && ParameterSets.Of(GetType()).FindConflict(parameter, _bound) is { } conflict)
                ThrowTerminatingError(ErrorRecords.From(conflict));
            _bound.Add(parameter);
        }

        return value;
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
        catch (Exception exception) when (exception is DmException || !ErrorRecords.IsPowerShells(exception))
        {
            // Only one error can end the pipeline: the one that says where to resume.
            _errorsForTheEnd.ForEach(record => WriteWarning(record.ErrorDetails.Message));
            ThrowTerminatingError(
                Fitting(ErrorRecords.From(exception as DmException ?? ErrorRecords.Unexpected(exception), item: null, _notTried)));
        }
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>The outcome of the pipeline so far, as far as PowerShell reports it.</summary>
    private protected PipelineOutcome Outcome => PipelineState.Current.OutcomeOf(CommandRuntime);

    /// <summary>The full path in the file system: PowerShell has a current folder and drives of its own.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the path is not one of the file system.</exception>
    private protected string FilePath(string path) => FileSystemPath.Of(path, SessionState.Path);

    /// <summary>The full path of a folder, which need not exist.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the path is not one of the file system.</exception>
    private protected string FolderPath(string path) => FileSystemPath.OfFolder(path, SessionState.Path);

    /// <summary>The full paths of the files that a path with wildcards names; a path without wildcards need not exist.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the path names no file in the file system.</exception>
    private protected string[] FilePaths(string path) => FileSystemPath.OfAll(path, SessionState);

    /// <summary>The full path of an attachment, which can have wildcards if they name one file.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the path names no file in the file system, or several.</exception>
    private protected string AttachmentPath(string path) => FileSystemPath.OfOne(path, SessionState);

    /// <summary>
    /// Rejects parameters that were given on the command line without a value, where that would change the meaning of the command.
    /// </summary>
    /// <param name="names">Parameters that can be empty when they come from the pipeline.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: one of them is null or empty.</exception>
    private protected void RejectEmpty(params string[] names)
    {
        if (Array.Find(names, name => MyInvocation.BoundParameters.TryGetValue(name, out var value) && value is null or "") is { } empty)
            throw Empty(empty);
    }

    /// <summary>Rejects parameters that exclude input from the pipeline. PowerShell would report each object that it cannot bind.</summary>
    /// <param name="noun">What comes from the pipeline, in the plural.</param>
    /// <param name="names">The parameters.</param>
    /// <param name="advice">Another sentence of advice; null for none.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: one of them was given.</exception>
    private protected void RejectWithInput(string noun, string[] names, string? advice = null)
    {
        if (Array.Find(names, MyInvocation.BoundParameters.ContainsKey) is { } excluded)
        {
            throw new DmException(DmErrorKind.InvalidRequest, $"-{excluded} cannot be used together with {noun} from the pipeline.")
            {
                RecommendedAction =
                    $"Omit -{excluded}, also in $PSDefaultParameterValues, or pipe nothing. To choose among {noun}, put Where-Object before this command."
                    + advice,
                Target = excluded,
            };
        }
    }

    /// <summary>The error about a parameter that was given without a value.</summary>
    private protected static DmException Empty(string parameter) => new(DmErrorKind.InvalidRequest, $"-{parameter} is null or empty.")
    {
        RecommendedAction = "Give a value, or omit the parameter. If the value comes from a variable or a script block, check it.",
    };

    /// <summary>Writes an error, with advice that fits this cmdlet.</summary>
    private protected new void WriteError(ErrorRecord record) => base.WriteError(Fitting(record));

    /// <summary>Writes a line for <c>-Verbose</c>. With <c>-Debug</c> alone, PowerShell would ask about each whether to continue.</summary>
    private protected new void WriteVerbose(string text)
    {
        if (_noticeQueue.ShowsVerbose)
            base.WriteVerbose(text);
    }

    /// <summary>Additional work that has to run on the pipeline's thread whenever notices are shown.</summary>
    private protected virtual void AfterNotices()
    {
    }

    /// <summary>
    /// Writes an error that is not about the current work. Where an error ends the pipeline, it is delayed until the output so far is
    /// written: otherwise that output would be lost.
    /// </summary>
    private protected void WriteBesides(ErrorRecord record)
    {
        if (ErrorsStop)
            _errorsForTheEnd.Add(record);
        else
            WriteError(record);
    }

    /// <summary>
    /// Asks for confirmation as ShouldProcess does. The beginning of a text is shown only in the prompt and with -WhatIf: -Verbose, and
    /// therefore a runbook's log, contains no text.
    /// </summary>
    /// <param name="action">The action, and the account that performs it.</param>
    /// <param name="target">The target of the action.</param>
    /// <param name="preview">The beginning of the text; empty without one.</param>
    private protected bool ShouldProcessWithPreview(string action, string target, string preview)
    {
        var (whole, brief) = (Sentence(action, target + preview), Sentence(action, target));
        return ShouldProcess(
            IsWhatIf ? whole : brief,
            $"Are you sure you want to perform this action?{Environment.NewLine}{whole}",
            "Confirm");
    }

    /// <summary>Asks for confirmation as PowerShell does.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: nobody can answer.</exception>
    private protected new bool ShouldProcess(string target, string action) => Ask(() => base.ShouldProcess(target, action));

    /// <inheritdoc cref="ShouldProcess(string, string)"/>
    private protected new bool ShouldProcess(string? description, string? question, string? caption)
        => Ask(() => base.ShouldProcess(description, question, caption));

    /// <summary>Shows an error when the pipeline has ended and its streams are closed: on the screen, and in $Error.</summary>
    private protected void ShowTooLate(DmException exception)
    {
        if (SessionState.PSVariable.GetValue("global:Error") is System.Collections.ArrayList errors)
            errors.Insert(0, ErrorRecords.From(exception));
        Host.UI?.WriteErrorLine($"{MyInvocation.MyCommand.Name}: {exception.Message} {AdviceTable.For(exception)}");
    }

    /// <summary>Whether the command only shows what it would do.</summary>
    private protected bool IsWhatIf => EffectivePreference<bool>("WhatIf", "WhatIfPreference");

    // At the end of the standard input, PowerShell's own host fails while it asks.
    private static bool Ask(Func<bool> ask)
    {
        try
        {
            return ask();
        }
        catch (NullReferenceException exception)
        {
            throw new DmException(
                DmErrorKind.InvalidRequest,
                "The command asks for confirmation, but standard input has ended.",
                exception)
            {
                Reason = DmErrorReason.NobodyConfirms,
                RecommendedAction = "Add -Confirm:$false if the command may run without being asked.",
            };
        }
    }

    // Some cmdlets are about users only.
    private ErrorRecord Fitting(ErrorRecord record)
    {
        if (record.Exception is DmException { Reason: DmErrorReason.ConversationInsteadOfUser }
            && !MyInvocation.MyCommand.Parameters.ContainsKey("ConversationId"))
        {
            record.ErrorDetails.RecommendedAction = AdviceTable.ForUsersOnly;
        }

        return record;
    }

    private bool ErrorsStop => EffectivePreference<ActionPreference>("ErrorAction", "ErrorActionPreference") == ActionPreference.Stop;

    private bool Shows(string parameter, string variable) => MyInvocation.BoundParameters.TryGetValue(parameter, out var bound)
        ? bound is SwitchParameter { IsPresent: true }
        : EffectivePreference<ActionPreference>(parameter, variable) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>The value of the parameter for this call; otherwise the value of the session's preference variable.</summary>
    private T? EffectivePreference<T>(string parameter, string variable)
    {
        var chosen = MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) ? bound : GetVariableValue(variable);
        return LanguagePrimitives.TryConvertTo<T>(chosen, CultureInfo.InvariantCulture, out var value) ? value : default;
    }

    private static string Sentence(string action, string target) => $"Performing the operation \"{action}\" on target \"{target}\".";
}
