using TwitterDm.Listing.Pages;

namespace TwitterDm.Listing.Merging;

/// <summary>When the next event of a list is due: at this time at the latest.</summary>
/// <param name="At">The time.</param>
/// <param name="Id">The event's id; empty if the event is not known yet.</param>
internal sealed record MergeKey(DateTimeOffset At, string Id)
{
    /// <summary>Nothing is known about the list: it has to be read first.</summary>
    public static MergeKey Unknown { get; } = new(DateTimeOffset.MaxValue, string.Empty);

    /// <summary>Orders keys as a listing returns events: newest first.</summary>
    public static IComparer<MergeKey> NewestFirst { get; } = Comparer<MergeKey>.Create((one, other) => other.At != one.At
        ? other.At.CompareTo(one.At)
        : Ids.Order.Compare(other.Id, one.Id));

    /// <summary>
    /// The key of an event: X orders events by their ids, which contain the time. An event without an order keeps its place in its list.
    /// </summary>
    public static MergeKey Of(EventPlace place, MergeKey before)
    {
        if (!place.IsOrdered())
            return before;
        var at = place.HasTimeInId ? place.TimeInId : place.At;
        return at > before.At ? before : new(at, place.Id);
    }
}
