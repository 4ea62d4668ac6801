using TwitterDm.Accounts;
using TwitterDm.Listing.Checkpoints;

namespace TwitterDm.Listing.Pages;

/// <summary>Which events of a listing were returned, and from where it can be resumed.</summary>
/// <param name="start">Where the listing starts.</param>
/// <param name="now">Provides the time at X.</param>
internal sealed class ListingPosition(ResumeToken start, Func<DateTimeOffset> now)
{
    private readonly RecentIds _recent = RecentIds.Of(start.Others);

    // What was returned of the last page of which anything was returned. Of earlier pages: the last event, and those that are at no place.
    private readonly List<EventPlace> _returned = [];
    private EventPlace? _newest;
    private DateTimeOffset? _pageTime;
    private bool _isNextPage;
    private IReadOnlyList<string> _returnedBefore = start.Others;
    private string? _lastBefore = start.LastEventId;

    /// <summary>The page at which the listing starts; null for the first page of the list.</summary>
    public string? StartPage => start.Page;

    /// <summary>The id of the last event that was returned; null if there was none.</summary>
    public string? LastId { get; private set; }

    /// <summary>The newest event that was passed.</summary>
    public (string Id, DateTimeOffset At)? Newest
        => _newest is { } newest ? (newest.Id, newest.HasTimeInId ? newest.TimeInId : newest.At) : null;

    // The time at which the page was looked at first: no event of it is newer.
    private DateTimeOffset PageTime => _pageTime ??= now();

    /// <summary>
    /// Whether an event was not returned yet, neither by this listing nor by the one that it resumes. Pages can overlap; newer events have
    /// greater ids.
    /// </summary>
    public bool IsNew(EventPlace item) => !WasReturnedBefore(item) && !_recent.Has(item.Id, item.Number);

    /// <summary>Records that another page begins, in contrast to the first one and to the same page once more.</summary>
    public void BeginNextPage() => (_isNextPage, _pageTime) = (true, null);

    /// <summary>Records that an event is returned.</summary>
    public void Add(EventPlace item)
    {
        if (_isNextPage)
            LeavePage();
        _returned.Add(item);
        if (HasPlace(item))
            LastId = item.Id;
        Pass(item);
    }

    /// <summary>Records that the listing has passed an event, whether or not it was returned.</summary>
    public void Pass(EventPlace item)
    {
        _recent.Add(item.Id, item.Number);
        if ((_newest is null || item.IsAfter(_newest)) && CanBeNewest(item))
            _newest = item;
    }

    /// <summary>The token with which a query resumes after the last event; null if nothing was returned yet.</summary>
    /// <param name="page">The pagination token of the page that contains the next event.</param>
    /// <param name="left">The events of the current page that were not returned.</param>
    public string? ToToken(string? page, IEnumerable<EventPlace> left)
    {
        var last = LastAbove(left);
        return new ResumeToken(page, last) { Others = [.. _returnedBefore, .. OthersThan(last)] }.ToString();
    }

    // Pages can overlap: the last events that are at no place are remembered, which are few.
    private void LeavePage()
    {
        _lastBefore = LastId ?? _lastBefore;
        _returnedBefore = [.. _returnedBefore.Concat(OthersThan(_lastBefore)).TakeLast(DmEventQuery.MaxPage)];
        _isNextPage = false;
        _returned.Clear();
    }

    private List<string> OthersThan(string? last)
    {
        var others = new List<string>();
        foreach (var item in _returned)
        {
            if (item.IsNumber && !(last is not null && HasPlace(item) && Ids.Compare(item.Id, last) >= 0))
                others.Add(item.Id);
        }

        return others;
    }

    // The last event that was returned and is above, in the order of the list, all that are left.
    private string? LastAbove(IEnumerable<EventPlace> left)
    {
        var next = left.Where(item => HasPlace(item) && !WasReturnedBefore(item) && !_recent.Has(item.Id, item.Number))
            .Select(item => item.Id)
            .Max(Ids.Order);
        return _returned
            .Where(HasPlace)
            .Select(item => item.Id)
            .Prepend(_lastBefore)
            .LastOrDefault(id => id is not null && (next is null || Ids.Compare(id, next) > 0));
    }

    // Where the last id has no time, and others have, it is odd itself: earlier versions wrote such tokens.
    private bool WasReturnedBefore(EventPlace item)
        => start.LastEventId is { } last && HasPlace(item) && (!item.HasTimeInId || Ids.HasTime(last)) && Ids.Compare(item.Id, last) >= 0;

    // An id from further in the future than any clock is off is no position: all real events would be after it.
    private bool HasPlace(EventPlace item) => item.IsOrdered() && item.TimeInId <= PageTime + EventOrder.Tolerance;

    // A checkpoint at an id skips all smaller ones, and is refused if it is in the future. So the id must be later neither than the event
    // nor than now; the time of the event may be too late.
    private bool CanBeNewest(EventPlace item)
        => (item.IsOrdered() || (item is { IsNumber: true, HasTimeInId: true } && item.TimeInId < item.At))
            && item.TimeInId <= PageTime + CheckpointSession.ClockTolerance;
}
