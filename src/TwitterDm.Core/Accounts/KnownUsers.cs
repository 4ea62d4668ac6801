using System.Collections.Concurrent;

namespace TwitterDm.Accounts;

/// <summary>
/// The users that responses included, for events whose page does not include them, for names that were looked up already, and for
/// completion. Bounded: once all places are taken, further users are used but not kept.
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
        if (_byId.Count >= Capacity && !_byId.ContainsKey(user.Id))
            return;
        _byId[user.Id] = user;
        if (user.Username is not null)
            _byName[user.Username] = user;
    }
}
