using System.Collections.Concurrent;

namespace TwitterDm.Accounts;

/// <summary>The conversations that were seen, where, and the names of groups. Bounded: later ones are not kept.</summary>
internal sealed class KnownConversations
{
    private const int Capacity = 1_000;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    public IEnumerable<string> Ids => _known.Keys;

    public string? FindName(string id) => _known.GetValueOrDefault(id)?.Name;

    /// <summary>The sources in which a conversation was seen; empty if it was not.</summary>
    public IReadOnlyList<DmSource> FindSources(string id) => _known.GetValueOrDefault(id) is not { } known ? []
        : [.. known.IsClassic ? [DmSource.Classic] : Array.Empty<DmSource>(), .. known.IsChat ? [DmSource.Chat] : Array.Empty<DmSource>()];

    /// <summary>Keeps a conversation of classic messages.</summary>
    public void Add(string? id)
    {
        if (id is not null && _known.GetValueOrDefault(id) is not { IsClassic: true })
            Keep(id, new(Name: null, IsClassic: true, IsChat: false));
    }

    /// <summary>
    /// Keeps a conversation of X Chat, and its name, which can become readable later than the id; null leaves the one that is known.
    /// </summary>
    public void AddChat(string id, string? name = null)
    {
        if (_known.GetValueOrDefault(id) is not { IsChat: true } known
            || (name is not null && !string.Equals(name, known.Name, StringComparison.Ordinal)))
        {
            Keep(id, new(name, IsClassic: false, IsChat: true));
        }
    }

    private void Keep(string id, Known seen)
    {
        if (_known.TryGetValue(id, out var known))
        {
            var both = new Known(seen.Name ?? known.Name, seen.IsClassic || known.IsClassic, seen.IsChat || known.IsChat);
            if (both != known)
            {
                _known.AddOrUpdate(id, both, (_, now) =>
                    both with
                    {
                        IsClassic = both.IsClassic || now.IsClassic,
                        IsChat = both.IsChat || now.IsChat,
                    });
            }
        }
        // The count takes all locks: only for one that is new.
        else if (_known.Count < Capacity)
        {
            _known.TryAdd(id, seen);
        }
    }

    private sealed record Known(string? Name, bool IsClassic, bool IsChat);
}
