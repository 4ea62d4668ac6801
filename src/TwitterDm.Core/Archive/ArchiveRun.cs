using TwitterDm.Archive.Zip;
using TwitterDm.Archive.Containers;
using TwitterDm.Archive.Indexing;
using TwitterDm.Archive.Mapping;
using TwitterDm.Archive.Scanning;
using TwitterDm.Notices;
using TwitterDm.Text;

namespace TwitterDm.Archive;

/// <summary>
/// Reads an archive in two steps, one-to-one conversations before groups: the files of a step are read once to index their events, since
/// pieces of a conversation can be anywhere in them, and then again for each event when it is due.
/// </summary>
internal sealed class ArchiveRun : IDisposable
{
    private readonly DmArchiveQuery _query;
    private readonly INoticeSink? _notices;
    private readonly IArchiveUserLookup? _lookup;
    private readonly ArchiveLimits _limits;
    private readonly ArchiveProblems _problems;
    private readonly ArchiveTally _tally;
    private readonly RecordStore _store = new();
    private readonly Queue<DataFile[]> _steps = [];
    private readonly ArchiveUsers _users;
    private ArchiveContainer? _container;
    private DmUser? _account;
    private ArchiveFilter? _filter;
    private ArchiveIndexer? _indexer;
    private ArchiveCursor? _cursor;
    private ArchiveEventMapper? _mapper;
    private readonly List<DmException> _doubts = [];
    private bool _isWarned;

    public ArchiveRun(
        DmArchiveQuery query,
        INoticeSink? notices,
        IArchiveUserLookup? lookup,
        ArchiveLimits limits,
        ArchiveProblems problems,
        ArchiveTally tally)
    {
        (_query, _notices, _lookup, _limits, _problems, _tally) = (query, notices, lookup, limits, problems, tally);
        _users = new(query.Users, lookup);
    }

    /// <summary>Reads the next events.</summary>
    /// <param name="maximum">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The events; null at the end.</returns>
    public async Task<IReadOnlyList<DmEvent>?> ReadAsync(long maximum, CancellationToken cancellationToken)
    {
        if (_container is null)
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (_cursor is not null && ReadPage(maximum) is { Count: > 0 } page)
                return await MapAsync(page, maximum, cancellationToken).ConfigureAwait(false);
            if (!_steps.TryDequeue(out var files))
            {
                WarnAboutMissing();
                return null;
            }

            Index(files, cancellationToken);
        }
    }

    public void Dispose()
    {
        _container?.Dispose();
        _store.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        _container = ArchiveOpener.Open(
            _query.Path,
            new(_limits, _notices, (name, exception) => _problems.Warn(ArchiveErrors.UnreadableMedia(name, exception))),
            cancellationToken);
        var manifest = ArchiveManifest.Read(_container, _limits, _problems);
        if (manifest.Files.Count == 0)
            throw ArchiveErrors.NoMessages(_query.Path);
        foreach (var name in manifest.Files.Select(file => file.Name).Concat([ArchiveNames.Manifest, ArchiveNames.Account]))
        {
            if (_container.RepeatedFiles.Contains(name, StringComparer.Ordinal))
                _problems.Warn(ArchiveErrors.RepeatedFile(_container, name));
        }

        _account = manifest.Account;
        if (_account is not null)
            _users.Add(_account);
        var participants = new List<string>();
        foreach (var participant in _query.Participants)
            participants.Add(await ResolveAsync(participant.Checked(), cancellationToken).ConfigureAwait(false));
        _filter = new(_query, participants, _account?.Id);
        _indexer = new(_filter, _store, Lose, needsUsers: _lookup is not null);
        // A conversation is either one-to-one or a group, so the groups can wait until the others have been returned.
        foreach (var step in manifest.Files.Where(_filter.IsWanted).GroupBy(file => file.IsGroup ?? false).OrderBy(step => step.Key))
            _steps.Enqueue([.. step]);
    }

    private async Task<string> ResolveAsync(DmUserReference user, CancellationToken cancellationToken)
    {
        if (user.Id is { } id)
            return id;
        if (_users.FindIds(user.Username!) is { Length: > 0 } known)
        {
            return known is [var one]
                ? one
                : throw DmException.BadInput(
                    $"{user} is the name of {known.Length} users: {string.Join(" and ", known)}.",
                    "Give the id of the one that is meant.",
                    user.Value);
        }

        return _lookup is not null
            ? await _lookup.ResolveAsync(user, cancellationToken).ConfigureAwait(false)
            : throw DmException.BadInput(
                $"The archive does not say whose name {user} is: it has the ids of other users only.",
                DmErrorReason.ArchiveNameUnknown,
                user.Value);
    }

    private void Index(DataFile[] files, CancellationToken cancellationToken)
    {
        var before = _indexer!.Conversations.ToDictionary(conversation => conversation, conversation => conversation.Count);
        foreach (var file in files)
            IndexFile(file, cancellationToken);
        _notices?.Post(new DmProgressNotice(ArchiveProgress.Activity, "Read", 100, TimeSpan.Zero));
        var ownId = _account?.Id ?? _indexer.InferredOwnId;
        WarnAboutAccount(ownId);
        _mapper = new(ownId, _users, new ArchiveMediaMapper(_container!.Media));
        var due = _indexer.Conversations.Where(conversation => conversation.Count > before.GetValueOrDefault(conversation));
        _cursor = new(_indexer, due, _store, _query.IsOldestFirst);
        ArchivePrice.Announce(_cursor.Ahead, _users, _lookup, _query.First - _tally.Events, isLast: _steps.Count == 0, _notices);
    }

    // Of a file that is something else, each item would be an error.
    private void Lose(string file, long position, string what)
    {
        var error = ArchiveErrors.Lost(file, position, what);
        if (!_indexer!.HasFound
            && _container!.IsSingleFile
            && IsUncertain(_container.DataFiles[0])
            && _doubts.Count < ArchiveProblems.MaxShown)
        {
            _doubts.Add(error);
            return;
        }

        ReportDoubts();
        _problems.Add(error);
    }

    private void ReportDoubts()
    {
        _doubts.ForEach(_problems.Add);
        _doubts.Clear();
    }

    // A file that was named itself, and not as files with messages are.
    private bool IsUncertain(DataFile file) => _container!.IsSingleFile && file.IsGroup is null;

    private void IndexFile(DataFile file, CancellationToken cancellationToken)
    {
        var name = _container!.Describe(file.Name);
        try
        {
            using var open = _container.Open(file.Name);
            _tally.Files++;
            _indexer!.BeginFile(name, open.Handle is { } handle ? _store.Add(handle, open.Length) : null);
            using var content = new ArchiveProgress(open.Content, open.Length, name, _notices, cancellationToken);
            if (!new DataFileScanner(content, _limits.MaxRecord, _indexer, cancellationToken).Scan())
            {
                _problems.Add(
                    ArchiveErrors.UnreadableFile(
                        _container,
                        file.Name,
                        new InvalidDataException("it is not a file with the messages of an archive")));
            }

            // Other files of an archive look alike, such as its posts.
            else if (IsUncertain(file) && !_indexer.HasFound)
                throw ArchiveErrors.NoMessagesInFile(_query.Path);
            else if (open.Handle is null)
                content.ReadToEnd();
            ReportDoubts();
        }
        catch (DamagedContentException exception)
        {
            _problems.Add(ArchiveErrors.DamagedFile(_container, file.Name, exception));
        }
        catch (TemporaryFileException exception)
        {
            throw ArchiveErrors.NoTemporaryFile(exception.InnerException!);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // What was found before is returned.
            _problems.Add(ArchiveErrors.UnreadableFile(_container, file.Name, exception));
        }
    }

    // Which of two users an archive belongs to, a file alone may not say.
    private void WarnAboutAccount(string? ownId)
    {
        if (_account is not null || _isWarned || _indexer!.Conversations.Count == 0)
            return;
        _isWarned = true;
        _notices.Warn(
            ownId is null
                ? $"'{VisibleText.Of(_query.Path, 200)}' does not say whose archive it is, so all events count as incoming. Read the whole archive to know which were sent."
                : $"'{VisibleText.Of(_query.Path, 200)}' does not say whose archive it is; user {ownId}, who is in every one-to-one conversation, is taken for the account.");
    }

    // A list that is empty because of a wrong id must not look like a user without messages.
    private void WarnAboutMissing()
    {
        var (conversations, participants) = _filter!.FindMissing();
        var path = VisibleText.Of(_query.Path, 200);
        foreach (var id in conversations)
            _notices.Warn($"'{path}' has no conversation {VisibleText.Of(id, 60)}.");
        foreach (var id in participants)
        {
            var own = string.Equals(id, _account?.Id ?? _indexer!.InferredOwnId, StringComparison.Ordinal)
                ? ", whose archive it is,"
                : string.Empty;
            _notices.Warn(
                $"'{path}' has no one-to-one conversation of the user {id}{own}{(own.Length > 0 ? " with itself" : string.Empty)}. Groups have no single participant: name them as conversations.");
        }
    }

    private List<DueEvent> ReadPage(long maximum)
    {
        try
        {
            var before = _cursor!.Repeated;
            var page = _cursor.Read(maximum);
            _tally.Repeated += _cursor.Repeated - before;
            _cursor = page.Count == 0 ? null : _cursor;
            return page;
        }
        catch (TemporaryFileException exception)
        {
            throw ArchiveErrors.NoTemporaryFile(exception.InnerException!);
        }
        catch (IOException exception)
        {
            throw ArchiveErrors.Unreadable(_query.Path, exception);
        }
    }

    private async Task<IReadOnlyList<DmEvent>> MapAsync(List<DueEvent> page, long maximum, CancellationToken cancellationToken)
    {
        if (_lookup is not null)
        {
            await ArchivePrice
                .LookUpAsync(page, _cursor!.Ahead, _users, _lookup, maximum - page.Count, _notices, cancellationToken)
                .ConfigureAwait(false);
        }

        _tally.MalformedValues += page.Where(due => due.Kind != EntryKind.Reaction).Sum(due => due.Entry.MalformedValues);
        return page.ConvertAll(due => _mapper!.Map(due, cancellationToken));
    }
}
