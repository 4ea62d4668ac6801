using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>Selects, from the pages of a query, the events that it requests, each once, until the end of the query or of the list.</summary>
/// <param name="query">The query.</param>
/// <param name="pages">The pages.</param>
/// <param name="position">Records which events were returned.</param>
/// <param name="tally">Counts them.</param>
/// <param name="operation">Receives a warning for each problem of a page.</param>
/// <param name="progress">Reports each page.</param>
internal sealed class ListingRun(
    DmEventQuery query, PageFeed pages, ListingPosition position, ListingTally tally, Operation operation, ListingProgress progress)
    : IAsyncDisposable
{
    private bool _reachedUntil = query.Until is null;
    private EventPage? _page;
    private int _index;

    /// <summary>The token of the page that contains the next event.</summary>
    public string? PageToken => IsUsedUp ? pages.NextToken ?? pages.Token : pages.Token;

    /// <summary>The events of the current page that were not enumerated yet.</summary>
    public IEnumerable<DmEvent> Left => _page?.Events.Skip(_index) ?? [];

    private bool IsUsedUp => _page is not null && _index == _page.Events.Count;

    private long? Wanted => query.First - tally.Events;

    /// <summary>Reads the next page, or returns the rest of a page that was not enumerated to its end.</summary>
    /// <returns>The events of the page, filtered during enumeration; null at the end.</returns>
    /// <exception cref="DmException">The page could not be read.</exception>
    public async Task<IEnumerable<DmEvent>?> ReadPageAsync(CancellationToken cancellationToken)
    {
        if (HasEnded())
            return null;
        if (_page is null || IsUsedUp)
        {
            var page = await pages.ReadNextAsync(_reachedUntil ? Wanted : null, cancellationToken).ConfigureAwait(false);
            if (page is null)
            {
                End();
                return null;
            }

            Begin(page);
        }

        return Take(_page!);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        progress.End();
        return pages.DisposeAsync();
    }

    private void Begin(EventPage page)
    {
        if (_page is not null && !pages.IsRetry)
            position.BeginNextPage();
        (_page, _index) = (page, 0);
        // What is wrong with a page was reported when it was read for the first time.
        tally.Count(page, isRetry: pages.IsRetry);
        progress.Report(page, tally.Events);
        foreach (var problem in pages.IsRetry ? [] : page.Problems)
            operation.Warn($"X returned this page only in part: {problem}");
    }

    private void End()
    {
        tally.StopReason = DmStopReason.End;
        if (!pages.IsEndAssumed)
            return;
        var problem = new DmProblem { Title = "Incomplete response", Detail = "The last page does not say whether more events follow, even after it was requested again." };
        tally.Count(problem);
        operation.Warn($"The list may be incomplete: {problem}");
    }

    private IEnumerable<DmEvent> Take(EventPage page)
    {
        while (ReferenceEquals(page, _page) && TakeNext(page) is { } item)
            yield return item;
    }

    private DmEvent? TakeNext(EventPage page)
    {
        while (!IsUsedUp && !HasEnded())
        {
            ReadAhead(page);
            var item = page.Events[_index++];
            tally.StopReason = query.EndAt(item);
            if (tally.StopReason is not null || !IsWanted(item))
                continue;
            tally.Count(item);
            position.Add(item);
            return item;
        }

        return null;
    }

    private bool HasEnded()
    {
        if (Wanted == 0)
            tally.StopReason ??= DmStopReason.First;
        return tally.StopReason is not null;
    }

    // Reads ahead only once more than half of the page is enumerated, and only a page that is certainly needed: the rest of this one must
    // neither end the query nor complete it.
    private void ReadAhead(EventPage page)
    {
        var left = page.Events.Count - _index;
        if (_index > left && (Wanted is null || Wanted > left) && !query.EndsIn(page))
            pages.ReadAhead(_reachedUntil ? Wanted - left : null);
    }

    private bool IsWanted(DmEvent item)
    {
        if (!position.IsNew(item))
        {
            tally.Repeated++;
            return false;
        }

        var isInTime = query.Until is null || item.CreatedAtUtc <= query.Until;
        _reachedUntil |= isInTime;
        return isInTime;
    }
}
