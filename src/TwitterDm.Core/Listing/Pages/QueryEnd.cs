namespace TwitterDm.Listing.Pages;

/// <summary>Where a query ends: at the first event, newest first, that is older than everything it asks for.</summary>
internal static class QueryEnd
{
    /// <summary>
    /// How far two times can be apart: that at X is known to the second at best, and an event can be created somewhat later than its id.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Why a query ends before an event; null if it does not.</summary>
    /// <remarks>
    /// Compares ids by their order: the known event itself may have been deleted. One odd event does not end a query: an event whose id is
    /// not a number, or contradicts its time, never does, and the time has to be before the known event or the start, too.
    /// </remarks>
    public static DmStopReason? EndAt(this DmEventQuery query, EventPlace item)
    {
        if (query.SinceId is { } known && (Ids.Compare(item.Id, known) == 0 || (item.IsOrdered() && IsNotAfter(item, known))))
            return query.CheckpointPath is null ? DmStopReason.SinceId : DmStopReason.Checkpoint;
        return item.At < query.Since && item.TimeInId < query.Since && item.IsOrdered() ? DmStopReason.Since : null;
    }

    /// <summary>
    /// Whether an event is older than the query's period. One whose place in time is unknown is not: it could belong to it.
    /// </summary>
    public static bool IsBeforePeriod(this DmEventQuery query, EventPlace item) => item.TimeInList() < query.Since;

    /// <summary>Whether an event is newer than the query's period.</summary>
    public static bool IsAfterPeriod(this DmEventQuery query, EventPlace item) => (item.TimeInList() ?? item.At) > query.Until;

    /// <summary>Whether X lists no event of the query's period, so that no request is needed.</summary>
    public static bool HasNoResult(this DmEventQuery query, DateTimeOffset now)
        => query.Since > now + Tolerance || (query.IsAll && query.Until < now - DmEventQuery.Window - Tolerance);

    /// <summary>Whether a query ends within a page, so that no further page is needed.</summary>
    public static bool EndsIn(this DmEventQuery query, EventPage page)
        => page.Places.LastOrDefault(EventOrder.IsOrdered) is { } oldest && query.EndAt(oldest) is not null;

    private static bool IsNotAfter(EventPlace item, string known)
        => Ids.Compare(item.Id, known) <= 0 && (!Ids.HasTime(known) || item.At <= Ids.TimeOf(known) + Tolerance);
}
