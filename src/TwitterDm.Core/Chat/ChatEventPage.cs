namespace TwitterDm.Chat;

/// <summary>One page of a conversation's events.</summary>
/// <param name="Items">The events in the order of the response, not decoded yet; an empty page is not necessarily the last one.</param>
/// <param name="NextToken">The pagination token of the next page; null at the end of the list.</param>
/// <param name="Problems">The parts of the page that X could not return.</param>
/// <param name="MalformedValues">How many values of the response do not fit what X describes.</param>
/// <param name="LacksEnd">Whether the response does not say if another page follows.</param>
/// <param name="CanBeLast">Whether that is likely the end nevertheless: there are events, but fewer than were requested.</param>
/// <param name="Duration">How long it took to read it, waits and public keys included.</param>
internal sealed record ChatEventPage(
    IReadOnlyList<ChatItem> Items,
    string? NextToken,
    IReadOnlyList<DmProblem> Problems,
    int MalformedValues,
    bool LacksEnd,
    bool CanBeLast,
    TimeSpan Duration)
{
    /// <summary>The changes of the conversation's key that came beside the events, in base64.</summary>
    public IReadOnlyCollection<string> KeyEvents { get; init; } = [];

    /// <summary>
    /// Whether the response states, without any sign that something is missing, that the conversation has no events at all, and no keys. An
    /// empty list that says nothing about itself is not enough for that.
    /// </summary>
    public bool IsCertainlyEmpty { get; init; }
}
