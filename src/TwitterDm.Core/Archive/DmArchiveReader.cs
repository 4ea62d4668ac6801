using TwitterDm.Archive.Zip;
using TwitterDm.Archive.Mapping;
using TwitterDm.Notices;
using TwitterDm.Text;

namespace TwitterDm.Archive;

/// <summary>
/// The events of an archive of X's data, without a connection: conversation by conversation, one-to-one conversations before groups, the
/// one with the newest event first, and within a conversation the newest event first. Read it once, either page by page with
/// <see cref="ReadPageAsync"/>, or event by event with
/// <c>await foreach</c>. Not thread-safe.
/// </summary>
public sealed class DmArchiveReader : IAsyncEnumerable<DmEvent>, IAsyncDisposable
{
    private readonly DmArchiveQuery _query;
    private readonly INoticeSink? _notices;
    private readonly IArchiveUserLookup? _lookup;
    private readonly ArchiveTally _tally;
    private readonly ArchiveRun _run;

    /// <summary>Creates a reader. The archive is opened when it is read.</summary>
    /// <param name="query">Which events to read.</param>
    /// <param name="options">Who receives the notices.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the query is not valid.</exception>
    public DmArchiveReader(DmArchiveQuery query, DmCallOptions? options = null)
        : this(query, options?.Notices, null, ArchiveLimits.Default)
    {
    }

    internal DmArchiveReader(DmArchiveQuery query, INoticeSink? notices, IArchiveUserLookup? lookup, ArchiveLimits limits)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query);
        (_query, _notices, _lookup) = (query, notices, lookup);
        var problems = new ArchiveProblems(notices);
        _tally = new(query, problems, TimeProvider.System);
        _run = new(query, notices, lookup, limits, problems, _tally);
    }

    /// <summary>The summary, however the reading ended; null until it has ended or was disposed of.</summary>
    public DmListingReport? Report { get; private set; }

    /// <summary>Reads the next events.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The events; null at the end.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the archive cannot be read.</exception>
    public async Task<IReadOnlyList<DmEvent>?> ReadPageAsync(CancellationToken cancellationToken = default)
    {
        if (Report is not null)
            return null;
        try
        {
            var left = (_query.First ?? long.MaxValue) - _tally.Events;
            var page =
                left > 0 ? await Task.Run(() => _run.ReadAsync(left, cancellationToken), cancellationToken).ConfigureAwait(false) : null;
            foreach (var item in page ?? [])
                _tally.Count(item);
            if (page is null)
                End(left > 0 ? DmStopReason.End : DmStopReason.First);
            return page;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var error = exception as DmException ?? DmException.Unexpected(exception, "reading an archive");
            _tally.Fail(error);
            End(_tally.StopReason!.Value);
            throw error;
        }
    }

    /// <summary>Reads event by event: <see cref="ReadPageAsync"/> for <c>await foreach</c>.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The events.</returns>
    public async IAsyncEnumerator<DmEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        try
        {
            while (await ReadPageAsync(cancellationToken).ConfigureAwait(false) is { } page)
            {
                foreach (var item in page)
                    yield return item;
            }
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Closes the archive, deletes temporary files, and creates the report.</summary>
    /// <returns>The end of that.</returns>
    public ValueTask DisposeAsync()
    {
        if (Report is null)
            End(DmStopReason.Stopped);
        return ValueTask.CompletedTask;
    }

    private void End(DmStopReason reason)
    {
        _tally.StopReason = reason;
        _run.Dispose();
        Report = _tally.ToReport(_lookup);
        _notices.Verbose(Report.ToString());
    }

    private static void Check(DmArchiveQuery query)
    {
        if (!Path.IsPathFullyQualified(query.Path))
        {
            throw DmException.BadInput(
                $"'{VisibleText.Of(query.Path, 200)}' is not a full path.",
                "Use the full path of the archive.",
                query.Path);
        }

        EventBounds.CheckTimes(query.Since, query.Until);
        EventBounds.CheckFirst(query.First);
        foreach (var id in query.ConversationIds)
            Ids.CheckConversationId(id);
        foreach (var participant in query.Participants)
            participant.Checked();
    }
}
