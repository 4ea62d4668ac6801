using System.Collections.Concurrent;

namespace TwitterDm.Accounts;

/// <summary>
/// The users that responses included, for events whose page does not include them, for names that were looked up already, and for
/// completion. Bounded: when it is full, further users are returned but not kept.
/// </summary>
internal sealed class KnownUsers
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, DmUser> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DmUser> _byName = new(StringComparer.OrdinalIgnoreCase);

    // A set. .NET has compiled code only for dictionaries of objects.
    private readonly ConcurrentDictionary<string, string> _gone = new(StringComparer.Ordinal);

    public IEnumerable<DmUser> All => _byId.Values;

    public DmUser? Find(string id) => _byId.GetValueOrDefault(id);

    public DmUser? FindByName(string username) => _byName.GetValueOrDefault(username);

    /// <summary>Whether X said that a user does not exist.</summary>
    public bool IsGone(string id) => _gone.ContainsKey(id);

    /// <summary>Keeps that a user does not exist.</summary>
    public void AddGone(string id)
    {
        if (_gone.Count < Capacity)
            _gone[id] = id;
    }

    /// <summary>Keeps a user.</summary>
    public void Add(DmUser user)
    {
        var before = Find(user.Id);
        if (before is null && _byId.Count >= Capacity)
            return;
        _byId[user.Id] = user;
        _gone.TryRemove(user.Id, out _);
        // Another user may have taken the old name since.
        if (before?.Username is { } old && !string.Equals(old, user.Username, StringComparison.OrdinalIgnoreCase))
            _byName.TryRemove(new(old, before));
        // What is known by name is written to without another look-up.
        if (user.Username is not null && Ids.IsUserId(user.Id))
            _byName[user.Username] = user;
    }
}
