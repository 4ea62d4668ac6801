using System.Collections.Immutable;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>The events of a conversation, oldest first, and the key changes that are delivered beside them.</summary>
internal sealed record ChatLog(ImmutableList<StoredChatEvent> Events, ImmutableList<StoredKeyChange> KeyChanges)
{
    public static ChatLog Empty { get; } = new([], []);

    /// <summary>Reads a page, newest first.</summary>
    /// <param name="before">The id of the event after the page; those of the page are older.</param>
    /// <param name="size">The size of the page.</param>
    public ChatLogPage Read(long before, int size)
    {
        var end = CountOlderThan(before);
        var start = Math.Max(0, end - size);
        var events = Events.GetRange(start, end - start).Reverse();
        var hasMore = start > 0;
        var oldest = hasMore ? events[^1].Id : 0;
        var needed = events.Select(item => item.KeyVersion).ToHashSet(StringComparer.Ordinal);
        return new ChatLogPage(events, [.. KeyChanges.Where(IsBeside)], hasMore);

        bool IsBeside(StoredKeyChange change) => change.Delivery == KeyDelivery.BesideItsEvents
            ? needed.Contains(change.Version)
            : change.Id < before && change.Id >= oldest;
    }

    /// <summary>Returns the last events of the page before one, newest first.</summary>
    /// <param name="before">The id of the event after the page.</param>
    /// <param name="count">The number of events.</param>
    public IReadOnlyList<StoredChatEvent> NewerThan(long before, int count)
    {
        var from = CountOlderThan(before);
        return Events.GetRange(from, Math.Min(count, Events.Count - from)).Reverse();
    }

    // Ids increase.
    private int CountOlderThan(long id)
    {
        var (low, high) = (0, Events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Events[middle].Id < id)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}

/// <summary>A page of events, newest first, and the key changes beside it.</summary>
internal sealed record ChatLogPage(IReadOnlyList<StoredChatEvent> Events, IReadOnlyList<StoredKeyChange> KeyChanges, bool HasMore);
