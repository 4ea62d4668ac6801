namespace TwitterDm.Listing.Pages;

/// <summary>Where an event is in its list.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="At">When it happened; the Unix epoch if that is unknown.</param>
internal sealed record EventPlace(string Id, DateTimeOffset At)
{
    /// <summary>The id as a 64-bit number; null if it is not one.</summary>
    public long? Number { get; } = Ids.NumberOf(Id);

    /// <summary>Whether the id is a 64-bit number.</summary>
    public bool IsNumber => Number is not null;

    /// <summary>The time in the id; the Unix epoch if it contains none.</summary>
    public DateTimeOffset TimeInId => Number is { } number ? Ids.TimeOf(number) : Ids.TimeOf(Id);

    /// <summary>Whether the id contains a time.</summary>
    public bool HasTimeInId => TimeInId != DateTimeOffset.UnixEpoch;

    /// <summary>Whether the id is after another one in the order of numbers.</summary>
    public bool IsAfter(EventPlace other)
        => Number is { } number && other.Number is { } before ? number > before : Ids.Compare(Id, other.Id) > 0;

    /// <summary>The place of an event.</summary>
    public static EventPlace Of(DmEvent item) => new(item.Id, item.CreatedAtUtc);
}

/// <summary>
/// Which events say where they are in a list. X lists events by their ids, newest first, and an id contains the time. One odd event must
/// not be mistaken for the place that a listing has reached.
/// </summary>
internal static class EventOrder
{
    /// <summary>How far the time in an id can be from another time, such as that of the event, without being odd.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    // Years after X changed to ids that contain a time.
    private static readonly DateTimeOffset LastIdWithoutTime = new(2013, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether an event has an id by which it can be ordered, and a time that does not contradict it.</summary>
    public static bool IsOrdered(this EventPlace place) => place.IsNumber && place.At != DateTimeOffset.UnixEpoch && (place.HasTimeInId
        ? (place.At - place.TimeInId).Duration() <= Tolerance
        : place.At < LastIdWithoutTime);

    /// <summary>
    /// The time by which an event belongs to a period, so that of periods which follow each other, one has it: its own, or the one in its
    /// id, by which X lists it, where they contradict each other and that is later. Null if the id says nothing.
    /// </summary>
    public static DateTimeOffset? TimeInList(this EventPlace place)
        => place.IsOrdered() ? place.At : !place.HasTimeInId ? null : place.TimeInId > place.At ? place.TimeInId : place.At;
}
