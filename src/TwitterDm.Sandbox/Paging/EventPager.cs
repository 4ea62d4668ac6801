using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Paging;

/// <summary>Reads pages from a list, looking only at the events that it needs.</summary>
internal static class EventPager
{
    public static EventPage Read(IEventList events, EventKinds kinds, PageToken from, int size)
    {
        var indexes = from.Direction == PageDirection.Older
            ? Take(events, kinds, FirstOlderThan(events, from.EventId), step: 1, size)
            : Take(events, kinds, FirstOlderThan(events, from.EventId + 1) - 1, step: -1, size);
        indexes.Sort();
        var page = indexes.ConvertAll(index => events[index]);
        return new EventPage(page, OlderThan(events, kinds, indexes), NewerThan(events, kinds, indexes));
    }

    private static List<int> Take(IEventList events, EventKinds kinds, int from, int step, int size)
    {
        var taken = new List<int>(size);
        for (var index = from; index >= 0 && index < events.Count && taken.Count < size; index += step)
        {
            if ((events[index].Kind & kinds) != EventKinds.None)
                taken.Add(index);
        }

        return taken;
    }

    private static PageToken? OlderThan(IEventList events, EventKinds kinds, List<int> page) =>
        page.Count > 0 && Take(events, kinds, page[^1] + 1, step: 1, size: 1).Count > 0
            ? new PageToken(PageDirection.Older, events[page[^1]].Id)
            : null;

    private static PageToken? NewerThan(IEventList events, EventKinds kinds, List<int> page) =>
        page.Count > 0 && Take(events, kinds, page[0] - 1, step: -1, size: 1).Count > 0
            ? new PageToken(PageDirection.Newer, events[page[0]].Id)
            : null;

    // Ids decrease from one index to the next.
    private static int FirstOlderThan(IEventList events, long id)
    {
        var (low, high) = (0, events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (events[middle].Id < id)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}

/// <summary>A page of events, and the tokens of its neighbors.</summary>
internal sealed record EventPage(IReadOnlyList<EventLocation> Events, PageToken? Older, PageToken? Newer);
