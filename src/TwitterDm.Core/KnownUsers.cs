using System.Collections.Concurrent;
using TwitterDm.Wire;

namespace TwitterDm;

/// <summary>
/// The users that answers brought along, for events whose page does not include them, for names that were looked up already, and for
/// completion. Bounded: what comes after the last place is taken is used but not kept.
/// </summary>
internal sealed class KnownUsers
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, DmUser> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DmUser> _byName = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<DmUser> All => _byId.Values;

    public DmUser? Find(string id) => _byId.GetValueOrDefault(id);

    public DmUser? FindByName(string username) => _byName.GetValueOrDefault(username);

    /// <summary>Keeps a user.</summary>
    public void Add(DmUser user)
    {
        var before = Find(user.Id);
        if (before is null && _byId.Count >= Capacity)
            return;
        _byId[user.Id] = user;
        // A name that was given up can be another user's by now.
        if (before?.Username is { } old && !string.Equals(old, user.Username, StringComparison.OrdinalIgnoreCase))
            _byName.TryRemove(new(old, before));
        if (user.Username is not null)
            _byName[user.Username] = user;
    }

    /// <summary>Keeps the users of a page.</summary>
    /// <returns>How to find a user: in the page, else among those that are known.</returns>
    public Func<string, DmUser?> Add(WireIncludes? includes)
    {
        var page = new Dictionary<string, DmUser>(StringComparer.Ordinal);
        foreach (var wire in includes?.Users ?? [])
        {
            if (string.IsNullOrEmpty(wire.Id))
                continue;
            Add(page[wire.Id] = IncludesFactory.CreateUser(wire));
        }

        return id => page.GetValueOrDefault(id) ?? Find(id);
    }
}
