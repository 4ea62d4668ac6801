using System.Collections.Concurrent;

namespace TwitterDm.Accounts;

/// <summary>The ids of conversations that were seen, for completion. Bounded: later ones are not kept.</summary>
internal sealed class KnownConversations
{
    private const int Capacity = 1_000;

    private readonly ConcurrentDictionary<string, bool> _ids = new(StringComparer.Ordinal);

    public IEnumerable<string> Ids => _ids.Keys;

    public void Add(string? id)
    {
        if (id is not null && _ids.Count < Capacity)
            _ids.TryAdd(id, true);
    }
}
