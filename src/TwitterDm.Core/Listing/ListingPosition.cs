using TwitterDm.Accounts;

namespace TwitterDm.Listing;

/// <summary>How far a listing has come: what is out, and from where exactly the rest would follow.</summary>
/// <param name="pager">Knows the page.</param>
/// <param name="begin">Where the listing began.</param>
internal sealed class ListingPosition(Pager<DmEvent> pager, ResumeToken begin)
{
    private readonly RecentIds _recent = new();
    private string? _lastId;

    /// <summary>Where the listing began.</summary>
    public ResumeToken Begin => begin;

    /// <summary>The newest event that was handed out.</summary>
    public (string Id, DateTimeOffset At)? Newest { get; private set; }

    /// <summary>Where to go on; null when that is the beginning. It always tells the last event, since pages can overlap.</summary>
    public string? Token => new ResumeToken(pager.NextToken ?? pager.Token ?? begin.Page, _lastId ?? begin.LastEventId).ToString();

    /// <summary>Whether an event is not out yet, neither from here nor from the listing that this one goes on from. Newer ones have greater ids.</summary>
    public bool IsNew(DmEvent item)
        => (begin.LastEventId is null || Ids.Compare(item.Id, begin.LastEventId) < 0) && _recent.Add(item.Id);

    public void HandedOut(DmEvent item)
    {
        _lastId = item.Id;
        if (Newest is not { } newest || Ids.Compare(item.Id, newest.Id) > 0)
            Newest = (item.Id, item.CreatedAt);
    }

    public DmResumePoint ToResumePoint(DmEventQuery query, long events) => new()
    {
        PageToken = Token,
        LastEventId = _lastId,
        ConversationId = query.ConversationId,
        ParticipantId = query.ParticipantId,
        EventCount = events,
    };
}
