using TwitterDm.Accounts;

namespace TwitterDm.Listing;

/// <summary>Which events of a listing were returned, and from where it can be resumed.</summary>
/// <param name="start">Where the listing starts.</param>
/// <param name="now">Provides the time at X.</param>
internal sealed class ListingPosition(ResumeToken start, Func<DateTimeOffset> now)
{
    // An id from further in the future than any clock is off cannot be the newest: a checkpoint at it would skip all real events.
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    private readonly RecentIds _recent = new();
    private string? _lastId;

    /// <summary>The page at which the listing starts; null for the first page of the list.</summary>
    public string? StartPage => start.Page;

    /// <summary>The newest event that was returned.</summary>
    public (string Id, DateTimeOffset At)? Newest { get; private set; }

    /// <summary>
    /// Whether an event was not returned yet, neither by this listing nor by the one that it resumes. Pages can overlap; newer events have
    /// greater ids.
    /// </summary>
    public bool IsNew(DmEvent item)
        => (start.LastEventId is null || !Ids.IsOrdered(item.Id) || Ids.Compare(item.Id, start.LastEventId) < 0) && _recent.Add(item.Id);

    /// <summary>Records that an event is returned. One whose id is not a number, or is from the future, is no position.</summary>
    public void Add(DmEvent item)
    {
        if (!Ids.IsOrdered(item.Id) || Ids.TimeOf(item.Id) > now() + Tolerance)
            return;
        _lastId = item.Id;
        if (Newest is not { } newest || Ids.Compare(item.Id, newest.Id) > 0)
            Newest = (item.Id, item.CreatedAtUtc);
    }

    /// <summary>The token with which a query resumes after the last event; null if nothing was returned yet.</summary>
    /// <param name="page">The pagination token of the page that contains the next event.</param>
    public string? ToToken(string? page) => new ResumeToken(page, _lastId ?? start.LastEventId).ToString();

    /// <summary>The same position in a form for people and scripts.</summary>
    public DmResumePoint ToResumePoint(DmEventQuery query, string? page, long events) => new()
    {
        PageToken = ToToken(page),
        LastEventId = _lastId,
        ConversationId = query.ConversationId,
        ParticipantId = query.ParticipantId,
        CheckpointPath = query.CheckpointPath,
        EventCount = events,
    };
}
