using TwitterDm.Api;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Usage;

namespace TwitterDm.Listing.Pages;

/// <summary>
/// Selects, from the pages of a query, the events that it requests, each once, until the end of the query or of the list.
/// </summary>
/// <param name="query">The query.</param>
/// <param name="pages">The pages.</param>
/// <param name="position">Records which events were returned.</param>
/// <param name="tally">Counts them.</param>
/// <param name="operation">Receives a warning for each problem of a page.</param>
/// <param name="progress">Reports each page.</param>
/// <param name="isRequested">
/// Whether to return an event, where the API cannot be asked: because of its type, or because it was returned before; null to accept all.
/// </param>
/// <param name="readsAhead">Whether the next page is requested before it is due.</param>
/// <param name="isLate">
/// Whether an event at which the query would end is new nevertheless: then the page in which the query ends is read to its end. Null to end
/// at once.
/// </param>
internal sealed class ListingRun(
    DmEventQuery query,
    PageFeed pages,
    ListingPosition position,
    ListingTally tally,
    Operation operation,
    ListingProgress progress,
    Func<DmEvent, bool>? isRequested = null,
    bool readsAhead = true,
    Func<EventPlace, bool>? isLate = null)
    : IListingRun
{
    private const int MaxPagesWithoutNew = 100;

    private bool _reachedUntil = query.Until is null;
    private bool _hasNew;
    private DmStopReason? _endsWithPage;
    private int _pagesWithoutNew;
    private EventPage? _page;
    private int _index;
    private int _count;

    /// <inheritdoc/>
    public DmStopReason? StopReason { get; private set; }

    /// <inheritdoc/>
    public string? LastEventId => position.LastId;

    /// <summary>The place of the event that was looked at last; null before the first one.</summary>
    public EventPlace? LastPlace { get; private set; }

    /// <inheritdoc/>
    public (string Id, DateTimeOffset At)? NewestClassic => Newest;

    /// <summary>The newest event that was passed.</summary>
    public (string Id, DateTimeOffset At)? Newest => position.Newest;

    /// <summary>Whether a request is under way, or its page was not looked at yet.</summary>
    public bool IsReading => pages.IsReading;

    private bool IsUsedUp => _page is not null && _index == _count;

    private long? Wanted => query.First - tally.Events;

    /// <inheritdoc/>
    public async Task<IEnumerable<DmEvent>?> ReadPageAsync(CancellationToken cancellationToken)
        => await ReadAsync(cancellationToken).ConfigureAwait(false) ? Take(_page!) : null;

    /// <inheritdoc/>
    public ChatPosition? ToCheckpoint() => null;

    /// <summary>Makes sure that there is a page, of which the next event may be taken.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DmException">The page could not be read.</exception>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (HasEnded())
            return false;
        if (_page is not null && !IsUsedUp)
            return true;
        progress.Update(tally.Events);
        var page = await pages.ReadNextAsync(_reachedUntil ? Wanted : null, cancellationToken).ConfigureAwait(false);
        if (page is null)
            End();
        else
            Begin(page);
        return page is not null;
    }

    /// <summary>The next event of the current page, which stays the next one until it is taken; null if the page has none left.</summary>
    public DmEvent? Peek()
    {
        while (_page is not null && !IsUsedUp && !HasEnded())
        {
            ReadAhead(_page);
            var place = _page.Places[_index];
            LastPlace = place;
            StopReason = EndAt(place);
            if (StopReason is null && IsInRange(place) && IsWanted(place) && IsRequested(_page.Events[_index], place))
                return _page.Events[_index];
            _index++;
        }

        if (IsUsedUp)
            StopReason ??= _endsWithPage;
        return null;
    }

    /// <summary>Takes the event that <see cref="Peek"/> has just returned.</summary>
    public void Accept()
    {
        _index++;
        position.Add(LastPlace!);
    }

    /// <summary>Ends the run, which reads nothing more.</summary>
    public void Stop(DmStopReason reason) => StopReason = reason;

    /// <inheritdoc/>
    public string? ToToken() => position.ToToken(IsUsedUp ? pages.NextToken ?? pages.Token : pages.Token, _page?.Places.Skip(_index) ?? []);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        StopReason ??= DmStopReason.Stopped;
        progress.End();
        return pages.DisposeAsync();
    }

    // With events that can be late, the query ends with the page in which it would end.
    private DmStopReason? EndAt(EventPlace place)
    {
        var end = query.EndAt(place);
        if (isLate is null)
            return end;
        _endsWithPage ??= end;
        return null;
    }

    private bool IsInRange(EventPlace place) => isLate is null || query.EndAt(place) is null || isLate(place);

    private void Begin(EventPage page)
    {
        if (_page is not null && !pages.IsRetry)
            BeginNextPage();
        (_page, _index, _count) = (page, 0, page.Events.Count);
        // What is wrong with a page was reported when it was read for the first time.
        tally.Count(page, isRetry: pages.IsRetry);
        progress.Report(page, tally.Events, pages.Endpoint, pages.Name);
        foreach (var problem in pages.IsRetry ? [] : page.Problems)
            operation.Warn($"X returned this page only in part: {problem}");
    }

    // Pages with events that were returned before are as endless as empty ones.
    private void BeginNextPage()
    {
        position.BeginNextPage();
        _pagesWithoutNew = _hasNew ? 0 : _pagesWithoutNew + 1;
        _hasNew = false;
        if (_pagesWithoutNew > MaxPagesWithoutNew)
        {
            throw new DmException(
                DmErrorKind.Protocol,
                $"The API returned more than {MaxPagesWithoutNew} pages in a row without a new event, each with a pagination token, so that the list may never end.")
            {
                RecommendedAction = "Try again later. No event is lost. If the error persists, report it to X.",
            };
        }
    }

    private void End()
    {
        StopReason = DmStopReason.End;
        if (!pages.IsEndAssumed)
            return;
        var problem = PageCheck.AssumedEnd();
        tally.Count(problem);
        operation.Warn($"The list may be incomplete: {problem}");
    }

    private IEnumerable<DmEvent> Take(EventPage page)
    {
        while (ReferenceEquals(page, _page) && Peek() is { } item)
        {
            Accept();
            tally.Count(item);
            yield return item;
        }
    }

    private bool HasEnded()
    {
        if (Wanted == 0)
            StopReason ??= DmStopReason.First;
        return StopReason is not null;
    }

    // Reads ahead only once more than half of the page is enumerated, and only a page that is certainly needed: the rest of this one must
    // neither end the query nor complete it.
    private void ReadAhead(EventPage page)
    {
        var left = _count - _index;
        if (readsAhead && !pages.IsReading && _index > left && (Wanted is null || Wanted > left) && !query.EndsIn(page))
            pages.ReadAhead(_reachedUntil ? Wanted - left : null);
    }

    private bool IsRequested(DmEvent item, EventPlace place)
    {
        if (isRequested?.Invoke(item) ?? true)
            return true;
        position.Pass(place);
        return false;
    }

    private bool IsWanted(EventPlace item)
    {
        if (!position.IsNew(item))
        {
            tally.Repeated++;
            return false;
        }

        _hasNew = true;
        var hasReachedUntil = !query.IsAfterPeriod(item);
        _reachedUntil |= hasReachedUntil;
        // Events that can be late are never too old.
        if (hasReachedUntil && (isLate is not null || !query.IsBeforePeriod(item)))
            return true;
        position.Pass(item);
        return false;
    }
}
