namespace TwitterDm.Listing.Pages;

/// <summary>
/// Recognizes, for a query that goes on after an earlier one, events that appeared only after that one, although they are before its newest
/// event: X can list an event late, and pages can be out of order.
/// </summary>
internal interface ILateEvents
{
    /// <summary>Whether an event before the position of the query is new nevertheless.</summary>
    /// <param name="conversationId">The conversation of X Chat; null for classic messages.</param>
    /// <param name="place">Where the event is in its list.</param>
    bool IsLate(string? conversationId, EventPlace place);

    /// <summary>How many events a list has that are so recent that another one can still appear behind them.</summary>
    /// <param name="conversationId">The conversation of X Chat; null for classic messages.</param>
    int CountRecent(string? conversationId);
}
