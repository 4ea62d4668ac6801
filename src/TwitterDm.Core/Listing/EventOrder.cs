namespace TwitterDm.Listing;

/// <summary>
/// Which events say where they are in a list. X lists events by their ids, newest first, and an id contains the time. One odd event must not
/// be mistaken for the place that a listing has reached.
/// </summary>
internal static class EventOrder
{
    /// <summary>How far the time in an id can be from another time, such as that of the event, without being odd.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    // Years after X changed to ids that contain a time.
    private static readonly DateTimeOffset LastIdWithoutTime = new(2013, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether an event has an id by which it can be ordered, and a time that does not contradict it.</summary>
    public static bool HasPlace(this DmEvent item) => Ids.IsOrdered(item.Id) && item.HasTime && (Ids.HasTime(item.Id)
        ? (item.CreatedAtUtc - Ids.TimeOf(item.Id)).Duration() <= Tolerance
        : item.CreatedAtUtc < LastIdWithoutTime);
}
