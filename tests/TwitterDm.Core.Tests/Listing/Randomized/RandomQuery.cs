namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>Draws random queries for the events of a sandbox.</summary>
internal static class RandomQuery
{
    private const string SomeUser = "12";

    private static readonly DmEventType[] Types = [DmEventType.MessageCreate, DmEventType.ParticipantsJoin, DmEventType.ParticipantsLeave];

    public static async Task<DmEventQuery> DrawAsync(Random random, HeldEvents held)
    {
        var query = DrawList(random, await held.ListAsync(new DmEventQuery()));
        var list = await held.ListAsync(query);
        var place = random.Next(Math.Max(1, list.Count));
        var (newer, older) = (random.Next(place + 1), place);
        return query with
        {
            PageSize = random.Next(10) == 0 ? null : random.Next(5, random.Next(6, 26)),
            EventTypes = random.Next(4) == 0 ? [.. Types.Where(_ => random.Next(2) == 0)] : [],
            First = random.Next(3) == 0 ? random.Next(1, list.Count + 10) : null,
            SinceId = list.Count > 0 && random.Next(5) == 0 ? Beside(random, list[place].Id) : null,
            Since = list.Count > 0 && random.Next(6) == 0 ? list[older].At.AddMilliseconds(random.Next(-1, 1)) : null,
            Until = list.Count > 0 && random.Next(6) == 0 ? list[newer].At.AddMilliseconds(random.Next(0, 2)) : null,
        };
    }

    private static DmEventQuery DrawList(Random random, IReadOnlyList<HeldEvents.Held> all)
    {
        var conversation = all.Count == 0 ? null : all[random.Next(all.Count)].Conversation;
        var other = conversation?.Split('-').FirstOrDefault(id => !id.StartsWith("13855", StringComparison.Ordinal) && conversation.Contains('-')) ?? SomeUser;
        return random.Next(4) switch
        {
            0 => new DmEventQuery { ConversationId = conversation ?? "12-1385551234567890123" },
            1 => new DmEventQuery { ParticipantId = other },
            _ => new DmEventQuery(),
        };
    }

    // The id of an event, or an id that no event has.
    private static string Beside(Random random, string id) => (ulong.Parse(id) + (ulong)random.Next(2)).ToString();
}
