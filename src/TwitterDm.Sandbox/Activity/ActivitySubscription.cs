namespace TwitterDm.Sandbox.Activity;

/// <summary>A subscription of the app to a kind of event.</summary>
/// <param name="Id">The id.</param>
/// <param name="EventType">The kind of event, such as <c>dm.received</c>, by its canonical name.</param>
/// <param name="Filter">What the events are about.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record ActivitySubscription(long Id, string EventType, ActivityFilter Filter, DateTimeOffset CreatedAt)
{
    private const string Inbound = "inbound";
    private const string Outbound = "outbound";

    public string IdText { get; } = Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The text that the client chose, or null.</summary>
    public string? Tag { get; init; }

    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    /// <summary>Whether the stream shows an event of this kind that concerns a user.</summary>
    public bool Matches(string eventType, string userId) =>
        string.Equals(EventType, eventType, StringComparison.Ordinal)
        && string.Equals(Filter.UserId, userId, StringComparison.Ordinal)
        && Filter.Direction switch
        {
            Inbound => !eventType.EndsWith(ActivityKinds.SentSuffix, StringComparison.Ordinal),
            Outbound => !eventType.EndsWith(ActivityKinds.ReceivedSuffix, StringComparison.Ordinal),
            _ => true,
        };
}

/// <summary>The filter of a subscription.</summary>
internal sealed record ActivityFilter(string? UserId, string? Direction, string? Keyword);
