namespace TwitterDm.Listing;

/// <summary>Where a query ends: at the first event, newest first, that is older than everything it asks for.</summary>
internal static class QueryEnd
{
    /// <summary>Why a query ends before an event; null if it does not.</summary>
    /// <remarks>Compares ids by their order: the known event itself may have been deleted.</remarks>
    public static DmStopReason? EndAt(this DmEventQuery query, DmEvent item)
    {
        if (query.SinceId is not null && Ids.Compare(item.Id, query.SinceId) <= 0)
            return query.CheckpointPath is null ? DmStopReason.SinceId : DmStopReason.Checkpoint;
        return item.CreatedAtUtc < query.Since ? DmStopReason.Since : null;
    }

    /// <summary>Whether a query ends within a page, so that no further page is needed.</summary>
    public static bool EndsIn(this DmEventQuery query, EventPage page) => page.Events is [.., var oldest] && query.EndAt(oldest) is not null;
}
