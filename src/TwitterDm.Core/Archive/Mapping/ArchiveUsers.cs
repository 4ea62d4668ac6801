using System.Globalization;

namespace TwitterDm.Archive.Mapping;

/// <summary>The users of an archive: ids, and the names that are known otherwise.</summary>
internal sealed class ArchiveUsers
{
    private const int Capacity = 10_000;

    private readonly Dictionary<string, DmUser> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DmUser> _unnamed = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _requested = [];
    private readonly IArchiveUserLookup? _lookup;

    /// <param name="users">Users whose names are known.</param>
    /// <param name="lookup">Looks up the others; null not to.</param>
    public ArchiveUsers(IEnumerable<DmUser> users, IArchiveUserLookup? lookup)
    {
        _lookup = lookup;
        foreach (var user in users)
            _named[user.Id] = user;
    }

    /// <summary>The number of users whose names are known.</summary>
    public int Names => _named.Count;

    /// <summary>Whether it was said what the names of some users cost.</summary>
    public bool HasAnnounced { get; set; }

    /// <summary>Adds a user, unless another name is known.</summary>
    public void Add(DmUser user) => _named.TryAdd(user.Id, user);

    /// <summary>A user, with the name if it is known.</summary>
    public DmUser Of(string id)
    {
        if (_named.TryGetValue(id, out var named) || _unnamed.TryGetValue(id, out named))
            return named;
        var user = new DmUser { Id = id };
        if (_unnamed.Count < Capacity)
            _unnamed[id] = user;
        return user;
    }

    /// <summary>The ids of the users who are known by a name; of several, the names that the caller gave are wrong.</summary>
    public string[] FindIds(string username)
        => [
            .. _named
                .Values.Where(user => string.Equals(user.Username, username, StringComparison.OrdinalIgnoreCase))
                .Select(user => user.Id)
                .Order(Ids.Order),
        ];

    /// <summary>Whether the name of a user has to be looked up.</summary>
    public bool IsMissing(ulong id)
    {
        if (_lookup is null || _requested.Contains(id))
            return false;
        var text = Text(id);
        if (_named.ContainsKey(text))
            return false;
        if (_lookup.Find(text) is not { Username: not null } known)
            return !_lookup.IsGone(text);
        _named[text] = known;
        return false;
    }

    /// <summary>Looks up users; who does not exist stays an id.</summary>
    /// <returns>How many of them do not exist.</returns>
    public async Task<int> LookUpAsync(IReadOnlyCollection<ulong> ids, CancellationToken cancellationToken)
    {
        var found = await _lookup!.LookUpAsync([.. ids.Select(Text)], cancellationToken).ConfigureAwait(false);
        foreach (var user in found)
            _named[user.Id] = user;
        _requested.UnionWith(ids);
        return ids.Count - found.Count;
    }

    private static string Text(ulong id) => id.ToString(CultureInfo.InvariantCulture);
}
