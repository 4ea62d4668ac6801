namespace TwitterDm.Listing.Pages;

/// <summary>One page of a list of events.</summary>
/// <param name="Events">
/// The events in the order of the response, each of them decrypted when it is first read; an empty page is not necessarily the last one.
/// </param>
/// <param name="NextToken">The pagination token of the next page; null at the end of the list.</param>
/// <param name="Problems">The parts of the page that X could not return.</param>
/// <param name="MalformedValues">How many values of the response do not fit what X describes.</param>
/// <param name="LacksEnd">Whether the response does not say if another page follows.</param>
/// <param name="CanBeLast">Whether that is likely the end nevertheless: there are events, but fewer than were requested.</param>
/// <param name="Duration">How long it took to read it, waits included.</param>
internal sealed record EventPage(
    IReadOnlyList<DmEvent> Events,
    string? NextToken,
    IReadOnlyList<DmProblem> Problems,
    int MalformedValues,
    bool LacksEnd,
    bool CanBeLast,
    TimeSpan Duration)
{
    private EventPlace[]? _places;

    /// <summary>
    /// Where each of the events is in the list. What sets this knows it without decrypting them; otherwise it is taken from the events.
    /// </summary>
    public EventPlace[] Places
    {
        get => _places ??= PlacesOf(Events);
        init => _places = value;
    }

    private static EventPlace[] PlacesOf(IReadOnlyList<DmEvent> events)
    {
        var places = new EventPlace[events.Count];
        for (var index = 0; index < places.Length; index++)
            places[index] = EventPlace.Of(events[index]);
        return places;
    }
}
