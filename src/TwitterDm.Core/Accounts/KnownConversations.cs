using System.Collections.Concurrent;

namespace TwitterDm.Accounts;

/// <summary>The conversations that were seen, and the names of groups, for completion. Bounded: later ones are not kept.</summary>
internal sealed class KnownConversations
{
    private const int Capacity = 1_000;

    private readonly ConcurrentDictionary<string, string?> _names = new(StringComparer.Ordinal);

    public IEnumerable<string> Ids => _names.Keys;

    public string? FindName(string id) => _names.GetValueOrDefault(id);

    public void Add(string? id)
    {
        // The count takes all locks: only for one that is new.
        if (id is not null && !_names.ContainsKey(id) && _names.Count < Capacity)
            _names.TryAdd(id, null);
    }

    /// <summary>Keeps the name of a conversation, which can become readable later than the id; null leaves the one that is known.</summary>
    public void Add(string id, string? name)
    {
        var known = _names.GetValueOrDefault(id);
        Add(id);
        if (name is not null && !string.Equals(name, known, StringComparison.Ordinal) && _names.ContainsKey(id))
            _names[id] = name;
    }
}
