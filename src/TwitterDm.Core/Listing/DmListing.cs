using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Pages;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>
/// The events of a query, newest first. Read it once, either page by page with <see cref="ReadPageAsync"/>, or event by event with
/// <c>await foreach</c>. Not thread-safe.
/// </summary>
public sealed class DmListing : IAsyncEnumerable<DmEvent>
{
    private readonly ListingContext _context;
    private readonly DmEventQuery _query;
    private readonly CheckpointSession? _checkpoint;
    private readonly bool _ownsCheckpoint;
    private readonly Operation _operation;
    private readonly ListingTally _tally;
    private readonly CheckedQuery _checked;
    private IListingRun? _run;
    private bool _isEnumerated;

    /// <param name="context">The connection.</param>
    /// <param name="query">The query.</param>
    /// <param name="checkpoint">The session of the query's checkpoint where the caller commits it; null to commit it at the end.</param>
    internal DmListing(ListingContext context, CheckedQuery query, CheckpointSession? checkpoint = null)
    {
        _context = context;
        (_checked, _query) = (query, query.Values);
        _ownsCheckpoint = checkpoint is null && _query.CheckpointPath is not null;
        _checkpoint = _ownsCheckpoint ? new CheckpointSession(_query.CheckpointPath!, context.Account) : checkpoint;
        _operation = new Operation(context.Policy)
        {
            ProgressText = () => $"{CountText.Grouped(_tally!.Events, "event")} read so far",
        };
        _tally = new ListingTally(context.Account.Clock, context.Prices, _operation.Usage);
    }

    /// <summary>The summary of the listing, however it ended; null until it has ended or was disposed of.</summary>
    public DmListingReport? Report { get; private set; }

    /// <summary>
    /// Reads the next page. Enumerate all of its events before you request the next page; otherwise this page is returned again with the
    /// events that are left. While you enumerate the second half, the next page may already be requested.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait; the listing can still be read afterwards.</param>
    /// <returns>The events of the page, which can be empty; null at the end.</returns>
    /// <exception cref="DmException">The target is a <see cref="DmResumePoint"/>, or the path of the checkpoint.</exception>
    public async Task<IEnumerable<DmEvent>?> ReadPageAsync(CancellationToken cancellationToken = default)
    {
        if (Report is not null)
            return null;
        try
        {
            _run ??= Begin();
            IEnumerable<DmEvent>? page;
            try
            {
                page = await _run.ReadPageAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw WithPosition(exception);
            }

            if (page is not null)
                return Guard(page);
            await CompleteAsync().ConfigureAwait(false);
            return null;
        }
        catch (DmException exception)
        {
            _tally.Fail(exception);
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads event by event: <see cref="ReadPageAsync"/> for <c>await foreach</c>.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The events.</returns>
    /// <exception cref="InvalidOperationException">The listing was enumerated already.</exception>
    public async IAsyncEnumerator<DmEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_isEnumerated)
            throw new InvalidOperationException("A listing can be enumerated only once. Call ListEvents again.");
        _isEnumerated = true;
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

    /// <summary>Ends the listing: cancels a request that is under way, and creates the report.</summary>
    /// <returns>The end of the request.</returns>
    /// <remarks>
    /// <c>await using</c> needs no interface for it; with <see cref="IAsyncDisposable"/>, <c>ConfigureAwait</c> in <c>await foreach</c>
    /// would be ambiguous.
    /// </remarks>
    public async ValueTask DisposeAsync()
    {
        if (Report is not null)
            return;
        _tally.StopReason ??= _run?.StopReason ?? DmStopReason.Stopped;
        if (_run is not null)
            await _run.DisposeAsync().ConfigureAwait(false);
        if (_ownsCheckpoint)
            _checkpoint!.Dispose();
        Report = _tally.ToReport(_query, PageToken);
        _operation.Verbose(Report.ToString());
    }

    private string? PageToken => _run?.ToToken() ?? _query.PageToken;

    private IListingRun Begin()
    {
        _checkpoint?.Open(_query.IsAll);
        var sources = ListingSources.Resolve(_query, _context.Chat.HasKey, _checkpoint?.Sources);
        _tally.Sources = sources;
        var query = _checkpoint?.Begin(_query, sources) ?? _query;
        new ListingWarnings(_context, _operation).Show(query, sources, _checkpoint);
        return new RunFactory(_context, _checked, query, _tally, _operation, returned: _checkpoint?.Returned)
            .Create(sources, _checkpoint?.BeginChat());
    }

    // Whatever goes wrong with an event, the error has the position from which the listing can be resumed.
    private IEnumerable<DmEvent> Guard(IEnumerable<DmEvent> page)
    {
        using var events = page.GetEnumerator();
        while (MoveNext(events))
            yield return events.Current;
    }

    private bool MoveNext(IEnumerator<DmEvent> events)
    {
        try
        {
            return events.MoveNext();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var error = WithPosition(exception);
            _tally.Fail(error);
            throw error;
        }
    }

    private DmException WithPosition(Exception exception)
        => (exception as DmException ?? DmException.Unexpected(exception)).At(
            new DmResumePoint
            {
                PageToken = PageToken,
                LastEventId = _run?.LastEventId,
                ConversationId = _query.ConversationId,
                ParticipantId = _query.ParticipantId,
                CheckpointPath = _query.CheckpointPath,
                EventCount = _tally.Events,
            });

    // The caller has handled the last event by the time it requests another page.
    private async Task CompleteAsync()
    {
        _tally.StopReason ??= _run!.StopReason;
        if (_tally.IsComplete)
            _checkpoint?.Prepare(_run!.NewestClassic, _run.ToCheckpoint());
        if (_ownsCheckpoint)
            _checkpoint!.Commit();
        await DisposeAsync().ConfigureAwait(false);
    }
}
