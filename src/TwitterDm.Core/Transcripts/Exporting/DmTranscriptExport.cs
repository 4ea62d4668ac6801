using TwitterDm.Notices;
using TwitterDm.Text;
using TwitterDm.Transcripts.Collecting;
using TwitterDm.Transcripts.Redaction;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>
/// Makes transcripts of events: first takes all of them, in any order and of any number of conversations, then writes the file of each
/// conversation. Memory hardly grows with the number of events, because they are kept in a temporary file.
/// </summary>
public sealed class DmTranscriptExport : IDisposable
{
    private readonly DmTranscriptOptions _options;
    private readonly INoticeSink? _notices;
    private readonly TranscriptDestination _destination;
    private readonly TimeZoneInfo _zone;
    private readonly FileRedactor _fileRedactor;
    private readonly TranscriptCollector _collector;
    private readonly bool _isNewFolder;
    private CollectedConversations? _collected;
    private DmUser? _account;
    private bool _isTidy;

    /// <summary>The account that the events were read as, for conversations whose events do not say; null if it is not known.</summary>
    public DmUser? Account { get; set; }

    /// <summary>Checks the options, and prepares to take events.</summary>
    /// <param name="options">How events become files.</param>
    /// <param name="notices">Receives a line for each file; null for none.</param>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: an option has an invalid value; <see cref="DmErrorKind.File"/>: nothing can be written
    /// there.
    /// </exception>
    public DmTranscriptExport(DmTranscriptOptions options, INoticeSink? notices = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _notices) = (options, notices);
        EventBounds.CheckTimes(options.Since, options.Until);
        _destination = TranscriptDestination.Of(options.Path, options.Format);
        _zone = ZoneOf(options.TimeZone);
        var texts = new TextRedactor(options.Redact, options.Patterns);
        var redactor = new EventRedactor(texts, keepsFiles: _destination.Format != DmTranscriptFormat.JsonLines);
        _fileRedactor = new(texts);
        CheckEffects();
        if (_destination.IsFile)
            Export().CheckFree(conversationId: null, options.Path);
        _isNewFolder = !options.IsPreview && CreateFolder();
        _collector = new(options.IsPreview ? null : _destination.Folder, redactor.Redact);
    }

    /// <summary>Takes an event.</summary>
    /// <param name="item">The event.</param>
    /// <param name="isTextRow">Whether it was made of a row of texts, such as one of CSV, which has no attachments.</param>
    /// <returns>Whether it is in the time that the options say.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the temporary file cannot be written;
    /// <see cref="DmErrorKind.InvalidRequest"/>: a regular expression takes too long;
    /// <see cref="DmErrorReason.TranscriptItemFailed"/>: something is wrong with this event alone, and further ones can be
    /// added.</exception>
    public bool Add(DmEvent item, bool isTextRow = false)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (_collected is not null)
            throw new InvalidOperationException("The events are complete.");
        if (item.HasTime && (item.CreatedAtUtc < _options.Since || item.CreatedAtUtc > _options.Until))
            return false;
        try
        {
            _collector.Add(item, isTextRow);
            return true;
        }
        // Whatever is wrong with one event, the others are exported.
        catch (Exception exception) when (TranscriptErrors.IsUnexpected(exception))
        {
            throw TranscriptErrors.Unexpected($"The event {VisibleText.Of(item.Id, 60)}", item, exception);
        }
    }

    /// <summary>Refuses a folder of attachments that does not exist. <see cref="Plan"/> does that, too.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: it does not exist.</exception>
    public void CheckMediaPath()
    {
        if (_options.MediaPath is { } path && !Directory.Exists(path))
        {
            throw DmException.BadFile(
                $"The folder '{VisibleText.Of(path, 200)}' does not exist.",
                "Give the folder in which attachments were saved.",
                path);
        }
    }

    /// <summary>The files of all conversations, after the last event.</summary>
    /// <returns>The files, the conversation with the first event first; empty without events.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: the path is one file, and there are several conversations.
    /// </exception>
    public IReadOnlyList<DmTranscriptFile> Plan()
    {
        var conversations = _collector.Conversations;
        if (conversations.Count > 0 && !_options.IsPreview)
            CheckMediaPath();
        if (_destination.IsFile && conversations.Count > 1)
            throw TranscriptErrors.SeveralConversations(_destination.Path, [.. conversations.Select(TranscriptNames.Describe)]);
        _collected ??= _collector.Complete();
        // A group in which the account wrote nothing does not say which one it is; the other conversations do.
        var accounts = conversations
            .Select(conversation => conversation.Account)
            .OfType<DmUser>()
            .DistinctBy(user => user.Id, StringComparer.Ordinal)
            .Take(2)
            .ToArray();
        _account =
            accounts is [] ? Account
            : accounts is [var only] ? only
            : null;
        if (_destination.IsFile)
            return [.. conversations.Select(conversation => new DmTranscriptFile(conversation, _destination.Path))];
        return [
            .. conversations.Zip(TranscriptNames.Of(conversations), (conversation, name) =>
                new DmTranscriptFile(conversation, Path.Combine(_destination.Path, name + _destination.Extension))),
        ];
    }

    /// <summary>Refuses to replace a file, unless the options allow it.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: it exists.</exception>
    public void Check(DmTranscriptFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Export().CheckFree(file.Summary.Id, file.Path);
    }

    /// <summary>Writes the transcript of a conversation: completely, or not at all.</summary>
    /// <param name="file">One of the files of <see cref="Plan"/>.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The full paths of the files that were written: several if the transcript has several parts.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: a file exists, or could not be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and nothing was written.</exception>
    public IReadOnlyList<string> Write(DmTranscriptFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (_collected is null)
            throw new InvalidOperationException("Plan first.");
        if (!_isTidy)
            Storage.UnfinishedFile.RemoveLeftovers(_destination.Folder);
        _isTidy = true;
        try
        {
            var conversation = _collected.Open(file.Summary, cancellationToken);
            return Export().Write(conversation, file.Path, _notices, cancellationToken);
        }
        // Whatever is wrong with one conversation, the others are exported.
        catch (Exception exception) when (TranscriptErrors.IsUnexpected(exception))
        {
            throw TranscriptErrors.Unexpected($"The transcript of {file.Description}", file.Path, exception);
        }
    }

    /// <summary>Deletes the temporary file, and the folder if it was created and nothing is in it.</summary>
    public void Dispose()
    {
        _collector.Dispose();
        if (!_isNewFolder)
            return;
        try
        {
            Directory.Delete(_destination.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not empty: transcripts are in it.
        }
    }

    private ConversationExport Export() => new(_options, _destination.Format, _zone, _account, _fileRedactor, !_destination.IsFile);

    // What has no effect is not ignored: the result would not be what was asked for.
    private void CheckEffects()
    {
        if (_options.EmbedMedia && _destination.Format != DmTranscriptFormat.Html)
        {
            throw DmException.BadInput(
                $"A transcript in the format {_destination.Format} cannot contain files.",
                DmErrorReason.MediaNotEmbeddable);
        }

        if (_destination.Format == DmTranscriptFormat.JsonLines && _options.MediaPath is not null)
        {
            throw DmException.BadInput(
                "A transcript in the format JsonLines does not link to files.",
                DmErrorReason.MediaPathWithoutEffect);
        }

        if (_destination.Format == DmTranscriptFormat.JsonLines && _options.TimeZone is not null)
            throw DmException.BadInput("A transcript in the format JsonLines has all times in UTC.", DmErrorReason.TimeZoneWithoutEffect);
        if (_destination.IsFile && TranscriptDestination.TryGetFormat(_destination.Path) is { } usual && usual != _destination.Format)
        {
            _notices.Warn(
                $"'{VisibleText.Of(Path.GetFileName(_destination.Path), 100)}' will be in the format {_destination.Format}, which its extension does not say.");
        }
    }

    private bool CreateFolder()
    {
        var folder = _destination.Folder;
        if (Directory.Exists(folder))
            return false;
        for (var parent = folder; parent is not null && !Directory.Exists(parent); parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
            {
                throw DmException.BadFile(
                    $"'{VisibleText.Of(parent, 200)}' is a file, not a folder.",
                    "Give another path.",
                    _destination.Path,
                    isWrite: true);
            }
        }

        try
        {
            Directory.CreateDirectory(folder);
            return true;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw DmException.BadFile(
                $"The folder '{VisibleText.Of(folder, 200)}' could not be created: {ExceptionText.Sentence(ExceptionText.OfFile(exception))}",
                "Check the path, and that you may write there.",
                folder,
                exception,
                isWrite: true);
        }
    }

    private static TimeZoneInfo ZoneOf(string? id)
    {
        try
        {
            return id is null ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (Exception exception)
            when (exception
                    is TimeZoneNotFoundException
                        or InvalidTimeZoneException
                        or ArgumentException
                        or IOException
                        or UnauthorizedAccessException
                        or System.Security.SecurityException)
        {
            throw TranscriptErrors.NoSuchTimeZone(id!, exception);
        }
    }
}
