using TwitterDm.Accounts;

namespace TwitterDm.Api;

/// <summary>
/// Maps responses to the model from the point of view of the signed-in account, and remembers their users and conversations.
/// </summary>
internal static class AccountMapping
{
    /// <summary>Maps a user, and remembers it.</summary>
    public static DmUser Keep(this AccountContext account, WireUser wire) => account.Users.Keep(wire);

    /// <summary>Maps events, and remembers their users and conversations.</summary>
    public static IReadOnlyList<DmEvent> CreateEvents(
        this AccountContext account,
        IReadOnlyCollection<WireEvent> wires,
        WireIncludes? includes)
    {
        var mapper = new EventMapper(account.User.Id, account.Users.Keep(includes), includes);
        var events = new List<DmEvent>(wires.Count);
        foreach (var wire in wires)
        {
            var item = mapper.Create(wire);
            events.Add(item);
            account.Conversations.Add(item.ConversationId);
            account.RoundedIds.Add(item.Id);
            account.RoundedIds.Add(item.ConversationId);
        }

        account.SeenEvents.Add(events);
        return events;
    }

    private static DmUser Keep(this KnownUsers users, WireUser wire)
    {
        var user = IncludesMapper.CreateUser(wire);
        users.Add(user);
        return user;
    }

    // The page's own users come first: the known users are bounded, and may not have kept them.
    private static Func<string, DmUser?> Keep(this KnownUsers users, WireIncludes? includes)
    {
        var page = new Dictionary<string, DmUser>(StringComparer.Ordinal);
        foreach (var wire in includes?.Users ?? [])
        {
            if (wire.IsIdentified)
                page[wire.Id!] = users.Keep(wire);
        }

        return id => page.GetValueOrDefault(id) ?? users.Find(id);
    }
}
