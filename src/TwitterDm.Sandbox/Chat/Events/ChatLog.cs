using System.Collections.Immutable;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>The events of a conversation, oldest first, and the key changes that are delivered beside them.</summary>
internal sealed record ChatLog(ImmutableList<StoredChatEvent> Events, ImmutableList<StoredKeyChange> KeyChanges)
{
    public static ChatLog Empty { get; } = new([], []);

    /// <summary>The id of the newest event or key change, or 0 if there are none.</summary>
    public long NewestId => Math.Max(
        Events.Count > 0 ? Events[^1].Id : 0, KeyChanges.Count > 0 ? KeyChanges[^1].Id : 0);

    /// <summary>Finds an event.</summary>
    public StoredChatEvent? Find(long id)
        => CountOlderThan(id) is var index && index < Events.Count && Events[index].Id == id ? Events[index] : null;

    public ChatLog With(StoredChatEvent item) => this with { Events = Events.Add(item) };

    public ChatLog With(StoredKeyChange change) => this with { KeyChanges = KeyChanges.Add(change) };

    /// <summary>The log without what is older than the newest events.</summary>
    public ChatLog Newest(int count) => Events.Count > count ? this with { Events = Events.RemoveRange(0, Events.Count - count) } : this;

    public ChatLog Without(IReadOnlySet<long> ids) => this with { Events = Events.RemoveAll(item => ids.Contains(item.Id)) };

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
            ? needed.Contains(change.Version) || (before == long.MaxValue && IsUnused(change))
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

    // Who writes next needs such a key.
    private bool IsUnused(StoredKeyChange change) =>
        change == KeyChanges[^1] && !Events.Any(item => string.Equals(item.KeyVersion, change.Version, StringComparison.Ordinal));

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
