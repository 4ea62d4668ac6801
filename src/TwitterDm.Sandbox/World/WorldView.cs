namespace TwitterDm.Sandbox.World;

/// <summary>An account's events at one moment.</summary>
internal sealed class WorldView(Timeline timeline, WorldChanges changes, SandboxOptions options)
{
    private readonly DateTimeOffset _now = options.Clock.GetUtcNow();

    /// <summary>Whose events they are.</summary>
    public Person Account => timeline.Account;

    /// <summary>What <c>GET /2/dm_events</c> lists.</summary>
    public IEventList Recent => Changed(timeline.Recent, changes.OfRecent);

    /// <summary>All events of a conversation, or null where the account has no such conversation.</summary>
    public IEventList? OfConversation(string id)
    {
        var computed = timeline.OfConversation(id);
        return computed is null && changes.Find(id) is null ? null : Changed(computed ?? (IEventList)NoEvents.List, changes.Of(id));
    }

    /// <summary>The group of an id, and who is there; null where the account is in no such group.</summary>
    public Destination? Group(string id)
    {
        if (timeline.OfConversation(id) is { Conversation.IsGroup: true } computed)
            return new Destination(computed.Conversation, computed.Conversation.PresentAfter(computed.Count - 1));
        return changes.Find(id) is { IsGroup: true } founded ? new Destination(founded, founded.Members) : null;
    }

    /// <summary>Finds an event by its id, whatever its age.</summary>
    public EventPlace? Find(long id)
    {
        if (changes.OfRecent.Find(id) is { } written)
            return IsShown(written) ? new EventPlace(written) : null;
        return timeline.Find(id) is { } place && !changes.Of(place.Conversation.Id).Removed.Contains(timeline.PositionOf(place)) ? place : null;
    }

    private IEventList Changed(IEventList computed, ListChanges list) =>
        list == ListChanges.None ? computed : new ChangedEvents(computed, list, CountShown(list));

    // What is too young stands at the end, and is little.
    private int CountShown(ListChanges list)
    {
        var count = list.Written.Count;
        while (count > 0 && !IsShown(list.Written[count - 1]))
            count--;
        return count;
    }

    private bool IsShown(WrittenEvent written) => options.ListDelay == TimeSpan.Zero || _now - written.SentAt >= options.ListDelay;
}
