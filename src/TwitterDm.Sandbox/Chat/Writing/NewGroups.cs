using System.Collections.Concurrent;
using System.Globalization;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>The ids of groups that clients are going to create. Thread-safe.</summary>
internal sealed class NewGroups(IdGenerator ids)
{
    private readonly ConcurrentDictionary<string, Person> _creators = new(StringComparer.Ordinal);

    /// <summary>Reserves an id.</summary>
    public string Reserve(Person creator)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"g{ids.Next()}");
        _creators[id] = creator;
        return id;
    }

    /// <summary>Whether an id was reserved for someone.</summary>
    public bool IsReservedFor(string id, Person creator) => _creators.TryGetValue(id, out var owner) && owner == creator;
}
