using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Notices;
using TwitterDm.Output;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <summary>Saves the attachments of events, several at a time; the output keeps the order of the input.</summary>
[Cmdlet(VerbsData.Save, "DmMedia", SupportsShouldProcess = true)]
[OutputType(typeof(DmEvent), typeof(DmMedia))]
public sealed class SaveDmMediaCommand : DmLimitedCommand
{
    // As many as can be saved at the same time, and as many to follow.
    private const int MaxRunning = 2 * DmMediaSaver.MaxConcurrent;
    private const int MaxWaiting = 200;

    private readonly Queue<PendingMedia> _pending = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly SaveTally _tally = new();
    private DmMediaSaver? _local;
    private DmMediaSaver? _remote;
    private readonly SavePreview _preview = new();
    private string _folder = null!;
    private long _inputs;
    private long _texts;
    private long _unreadable;
    private int _running;
    private bool _isUnusable;

    /// <summary>The events, or their attachments; live or deserialized.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The folder for the files, which is created if it does not exist.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = ".";

    /// <summary>Which of the files of a video or GIF to save.</summary>
    [Parameter]
    [ChoiceArgument]
    public DmMediaVariantChoice Variant { get; set; }

    /// <summary>Returns what came down the pipeline, with the paths of the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Replaces files that are there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin()
    {
        base.Begin();
        _folder = FolderPath(Destination);
        if (System.IO.Path.HasExtension(_folder) && !Directory.Exists(_folder))
            WriteVerbose($"'{VisibleText.Of(_folder)}' is taken as the name of a folder.");
        // One that was closed is refused, even if it will not be needed.
        if (Connection is not null)
            CheckOpen(Connection);
    }

    private protected override void Process()
    {
        foreach (var input in InputObject)
        {
            _inputs++;
            try
            {
                var what = MediaInput.Of(input, _inputs);
                if (what is { Media.Count: 0, Event.ContentState: not nameof(DmContentState.Readable) })
                    _unreadable++;
                Start(what);
            }
            catch (DmException exception) when (!exception.EndsRun && !_isUnusable)
            {
                // All rows of a file are alike.
                if (exception.Reason != DmErrorReason.MediaAsText || _texts++ == 0)
                    WriteError(ErrorRecords.From(exception, input));
            }

            while (_pending.TryPeek(out var first) && (first.IsCompleted || _running > MaxRunning || _pending.Count > MaxWaiting))
                Finish(first);
        }
    }

    private protected override void End()
    {
        while (_pending.TryPeek(out var next))
            Finish(next);
        if (_texts > 1)
        {
            WriteWarning(
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{_texts:N0} rows have only a text for their attachments; the error is about the first of them."));
        }

        if (_unreadable > 0)
        {
            WriteWarning(
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{CountText.Grouped(_unreadable, "event")} could not be read, ")
                    + "so it is not known whether there are attachments, and none of them was saved. If ContentState is NoKey, read the events over a connection with the account's chat key.");
        }

        if (IsWhatIf && _preview.Count > 0)
            ShouldProcess(_preview.ToString(), null, null);
        WriteVerbose(_tally.Describe((_local?.Requests ?? 0) + (_remote?.Requests ?? 0)));
    }

    // Nothing goes on in the background: what was interrupted keeps its partial file.
    private protected override void OnPipelineEnded(bool succeeded)
    {
        StopAll();
        _local?.Dispose();
        _remote?.Dispose();
        _cancel.Dispose();
    }

    private void Start(MediaInput input)
    {
        var pending = new PendingMedia(input.Event);
        foreach (var media in input.Media)
        {
            var saver = SaverFor(input.Event, media);
            var present = saver.FindSaved(input.Event, media);
            if (IsWhatIf)
                _preview.Add(present is not null);
            var path = System.IO.Path.Combine(_folder, saver.NameOf(input.Event, media));
            if (present is not null ? IsWhatIf : !ShouldProcess(VisibleText.Of(path), "Save an attachment"))
            {
                pending.AddUnsaved(media);
                continue;
            }

            // Without a folder, nothing can be saved.
            _isUnusable = true;
            saver.CreateDestination();
            _isUnusable = false;
            pending.Add(media, Task.Run(() => saver.SaveAsync(input.Event, media, _cancel.Token), CancellationToken.None));
            _running++;
        }

        _pending.Enqueue(pending);
        ShowNotices();
    }

    // It takes no connection to copy files.
    private DmMediaSaver SaverFor(DmEvent? item, DmMedia media)
    {
        var options = new DmMediaSaveOptions { Destination = _folder, Variant = Variant, Overwrite = Force };
        if (DmMediaSaver.IsLocal(item, media) || IsWhatIf)
            return _local ??= new(connection: null, options, new DmCallOptions { Notices = Notices });
        return _remote ??= new(
            ConnectionFor(),
            options,
            new DmCallOptions
            {
                Notices = Notices,
                OnRateLimit = OnRateLimit,
                MaxWait = MaxWait,
            });
    }

    private DmConnection ConnectionFor()
    {
        CreateLimitedClient();
        return UsedConnection;
    }

    private void Finish(PendingMedia pending)
    {
        foreach (var (media, task) in pending.Items)
            pending.AddResult(task is null ? media : Await(media, task));
        _pending.Dequeue();
        if (PassThru)
            WriteObject(pending.ToOutput());
    }

    // An attachment that could not be saved stays as it was.
    private DmMedia Await(DmMedia media, Task<DmSavedMedia> task)
    {
        try
        {
            var saved = Wait(task);
            _running--;
            _tally.Add(saved);
            WriteVerbose(SaveTally.Describe(saved));
            if (SaveTally.FindChange(saved, media) is { } change)
                WriteWarning(change);
            return saved.Media;
        }
        catch (DmException exception) when (!(_remote ?? _local!).EndsRun(exception))
        {
            _running--;
            _tally.AddFailure();
            WriteError(ErrorRecords.From(exception, media));
            return media;
        }
        catch (DmException exception)
        {
            StopAll();
            throw DescribeRest() is { } rest ? exception.WithSentence(rest) : exception;
        }
    }

    private string? DescribeRest()
    {
        // One of them is the one that failed.
        var left = _pending.SelectMany(pending => pending.Tasks).Count(task => !task.IsCompletedSuccessfully) - 1;
        return left > 0 ? NotTried.Remaining(left, "attachment") : MyInvocation.ExpectingInput ? NotTried.Later("attachment") : null;
    }

    private void StopAll()
    {
        _cancel.Cancel();
        ((IAsyncResult)Task.WhenAll(_pending.SelectMany(pending => pending.Tasks))).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(5));
    }

    private DmSavedMedia Wait(Task<DmSavedMedia> task)
    {
        using var stop = StopToken.Register(_cancel.Cancel);
        return Await(task);
    }
}
