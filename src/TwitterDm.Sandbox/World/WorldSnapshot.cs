using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>The events of an account at one moment.</summary>
internal sealed class WorldSnapshot(Timeline timeline, WorldChanges changes, WorldOptions options)
{
    private readonly DateTimeOffset _now = options.Clock.GetUtcNow();

    /// <summary>The account that the events belong to.</summary>
    public Person Account => timeline.Account;

    /// <summary>The events that <c>GET /2/dm_events</c> lists.</summary>
    public IEventList Recent => Changed(timeline.Recent, changes.OfRecent);

    /// <summary>Returns all events of a conversation, or null if the account is not in it.</summary>
    public IEventList? OfConversation(string id)
    {
        var generated = timeline.OfConversation(id);
        return generated is null && changes.Find(id) is null
            ? null
            : Changed(generated ?? (IEventList)EmptyEventList.Instance, changes.Of(id));
    }

    /// <summary>Returns a group and its participants, or null if the account is not in it.</summary>
    public Destination? Group(string id)
    {
        if (timeline.OfConversation(id) is { Conversation.IsGroup: true } generated)
            return new Destination(generated.Conversation, PresentNow(id, generated.Conversation.PresentAfter(generated.Count - 1)));
        return changes.Find(id) is { IsGroup: true } created ? new Destination(created, PresentNow(id, created.Members)) : null;
    }

    /// <summary>Finds an event of any age by its id.</summary>
    public EventLocation? Find(long id)
    {
        if (changes.OfRecent.Find(id) is { } sent)
            return IsVisible(sent) ? new EventLocation(sent) : null;
        return timeline.Find(id) is { } location && !changes.Of(location.Conversation.Id).Removed.Contains(timeline.PositionOf(location))
            ? location
            : null;
    }

    // Those who were there at the end of the generated events, and who has joined and left since.
    private Person[] PresentNow(string id, Person[] before)
    {
        var moves = changes.Of(id).Sent.Where(sent => sent.Event.Kind != EventKinds.MessageCreate);
        return [.. moves.Aggregate<SentEvent, IEnumerable<Person>>(before, (present, sent) => sent.Event.Kind == EventKinds.ParticipantsJoin
            ? present.Union(sent.Event.Participants!)
            : present.Except(sent.Event.Participants!))];
    }

    private IEventList Changed(IEventList generated, ListChanges list) =>
        list == ListChanges.None ? generated : new ChangedEvents(generated, list, CountVisible(list));

    // Only the few events at the end can be too recent.
    private int CountVisible(ListChanges list)
    {
        var count = list.Sent.Count;
        while (count > 0 && !IsVisible(list.Sent[count - 1]))
            count--;
        return count;
    }

    private bool IsVisible(SentEvent sent) => options.ListDelay == TimeSpan.Zero || _now - sent.SentAt >= options.ListDelay;
}
