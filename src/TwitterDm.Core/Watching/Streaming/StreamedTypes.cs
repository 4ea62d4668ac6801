namespace TwitterDm.Watching.Streaming;

/// <summary>The kinds of live events that a query asks for. Joins, leaves and changes of groups are read by polls.</summary>
internal static class StreamedTypes
{
    /// <summary>The names of the kinds.</summary>
    /// <param name="query">The query.</param>
    /// <param name="sources">Where it is read.</param>
    /// <param name="isIncomingOnly">Whether only events of others are wanted.</param>
    public static IReadOnlyList<string> For(DmEventQuery query, IReadOnlyCollection<DmSource> sources, bool isIncomingOnly)
    {
        var types = new List<string>();
        if (sources.Contains(DmSource.Classic) && (query.EventTypes.Count == 0 || query.EventTypes.Contains(DmEventType.MessageCreate)))
            types.AddRange(["dm.received", "dm.sent"]);
        if (sources.Contains(DmSource.Chat))
            types.AddRange(["chat.received", "chat.sent"]);
        return [.. types.Where(type => !(isIncomingOnly && type.EndsWith(".sent", StringComparison.Ordinal)))];
    }
}
