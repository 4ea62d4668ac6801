namespace TwitterDm.Listing.Pages;

/// <summary>Which types of events a query asks for.</summary>
internal static class EventTypes
{
    private static readonly DmEventType[] OfClassic =
    [
        DmEventType.MessageCreate,
        DmEventType.ParticipantsJoin,
        DmEventType.ParticipantsLeave,
    ];

    // They are about the conversation's state rather than its content, and are many.
    private static readonly DmEventType[] OnRequest = [DmEventType.KeyChange, DmEventType.ReadReceipt];

    /// <summary>Every type that a query can ask for.</summary>
    public static IReadOnlyList<DmEventType> All { get; } = Enum.GetValues<DmEventType>();

    /// <summary>The types that a query asks for, each once and in their order; null for all.</summary>
    public static IReadOnlyList<DmEventType>? OrderedTypes(this DmEventQuery query)
        => query.EventTypes.Count == 0 ? null : [.. query.EventTypes.Distinct().Order()];

    /// <summary>The query with those types only that classic messages have: X refuses others.</summary>
    public static DmEventQuery ForClassic(this DmEventQuery query)
        => query.EventTypes.Count == 0 ? query : query with { EventTypes = [.. query.EventTypes.Intersect(OfClassic)] };

    /// <summary>Whether classic messages can have events of the query's types.</summary>
    public static bool CanBeClassic(this DmEventQuery query) => query.EventTypes.Count == 0 || query.EventTypes.Intersect(OfClassic).Any();

    /// <summary>Whether a query asks for an event's type, where X cannot be asked for types.</summary>
    public static bool IsWantedType(this DmEventQuery query, DmEvent item)
        => query.EventTypes.Count == 0 ? !OnRequest.Any(item.Is) : query.EventTypes.Any(item.Is);
}
