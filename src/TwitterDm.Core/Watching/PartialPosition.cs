using TwitterDm.Listing.Checkpoints;

namespace TwitterDm.Watching;

/// <summary>How far a watch has come if only the first events of a batch were handled.</summary>
/// <param name="whole">The position after the batch.</param>
/// <param name="newest">The newest classic event before the batch; null if there was none.</param>
/// <param name="chat">How far X Chat was read before the batch.</param>
internal sealed class PartialPosition(WatchPosition whole, (string Id, DateTimeOffset At)? newest, ChatPosition chat)
{
    /// <summary>The position in classic messages and in X Chat.</summary>
    public ((string Id, DateTimeOffset At)? Newest, ChatPosition Chat) After(IReadOnlyList<DmEvent> batch, int handledCount)
    {
        var classic = newest;
        var conversations = new Dictionary<string, ConversationPosition>(chat.Conversations, StringComparer.Ordinal);
        var events = batch.Select((item, index) => (Item: item, IsHandled: index < handledCount));
        foreach (var list in events.GroupBy(entry => entry.Item.IsOf(DmSource.Chat) ? entry.Item.ConversationId : null, StringComparer.Ordinal))
        {
            var end = list.Key is null ? whole.Newest?.Id : whole.Chat.Conversations.GetValueOrDefault(list.Key)?.NewestEventId;
            if (FindLast([.. list], end) is not { } last)
                continue;
            // The conversation has to be read again, although it was not updated since.
            if (list.Key is null)
                classic = (last.Id, last.HasTime ? last.CreatedAtUtc : Ids.TimeOf(last.Id));
            else
                conversations[list.Key] = new ConversationPosition(last.Id, chat.Conversations.GetValueOrDefault(list.Key)?.UpdatedAt);
        }

        return (classic, chat with { Conversations = conversations });
    }

    // The next run starts after this event: nothing before it may be left, and a poll must have read everything before it, because a stream
    // can miss something.
    private static DmEvent? FindLast((DmEvent Item, bool IsHandled)[] list, string? end)
    {
        var left = list.Where(entry => !entry.IsHandled).Select(entry => entry.Item.Id).Min(Ids.Order);
        return end is null ? null : list.Where(entry => entry.IsHandled).Select(entry => entry.Item)
            .Where(item => Ids.IsOrdered(item.Id) && Ids.Compare(item.Id, end) <= 0 && (left is null || Ids.Compare(item.Id, left) < 0))
            .MaxBy(item => item.Id, Ids.Order);
    }
}
